// Streamlit's list holds what has the typed text in it, letter by letter. A text that no name has is written as the first name has it that differs
// only in marks over letters: who types "henkilosto" finds "Henkilöstö".
window.overviewSearch ??= (() => {
  let names = [];
  // One letter for each, so that a place in one text is the same place in the other.
  const plain = text => text.replace(/[^\x00-\x7f]/g, letter => letter.normalize("NFD")[0]).toLowerCase();
  const isField = element => element.matches?.(".st-key-overview-search input");

  document.addEventListener("input", event => {
    const field = event.target;
    if (!isField(field) || event.isComposing) return;
    const typed = field.value.toLowerCase(), sought = plain(typed);
    const name = names.some(one => one.toLowerCase().includes(typed)) ? undefined : names.find(one => plain(one).includes(sought));
    if (name === undefined) return;
    const at = plain(name).indexOf(sought), caret = field.selectionStart;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, name.slice(at, at + sought.length));
    field.setSelectionRange(caret, caret);
  }, true);
  document.addEventListener("compositionend", event => {
    if (isField(event.target)) event.target.dispatchEvent(new Event("input", {bubbles: true}));
  });
  return {follow: given => { names = given; }};
})();
