// The order of a meeting's agenda: a goal is dragged by its handle, or moved with the arrow keys, with Shift its whole theme. The rows move at once;
// the server is told the new order through a hidden field when the hand rests. A page of Streamlit runs this again with every answer.
window.meetingAgenda ??= (() => {
  const PAUSE = 600;
  const handles = () => [...document.querySelectorAll(".m-handle")];
  const rowOf = handle => handle.closest(".st-key-meeting-agenda > *");
  let order = [], known = [], focused = null, waiting = 0, dragged = null;

  const handleOf = code => handles().find(one => one.dataset.goal === code);
  const draw = () => order.forEach((code, at) => { const row = handleOf(code) && rowOf(handleOf(code)); if (row) row.style.setProperty("--m-place", at); });

  // `codes` as one block, in their order, to where the first of them is `by` places further among the others.
  function move(codes, by) {
    const others = order.filter(code => !codes.includes(code));
    const before = order.slice(0, order.indexOf(codes[0])).filter(code => others.includes(code)).length;
    const at = Math.min(Math.max(before + by, 0), others.length);
    const next = [...others.slice(0, at), ...codes, ...others.slice(at)];
    if (next.join() === order.join()) return;
    order = next;
    draw();
    clearTimeout(waiting);
    if (dragged === null) waiting = setTimeout(tell, PAUSE);
  }

  function tell() {
    waiting = 0;
    const field = document.querySelector(".st-key-meeting-order input");
    if (field === null) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, order.join(" "));
    field.dispatchEvent(new Event("input", {bubbles: true}));
    setTimeout(() => field.dispatchEvent(new FocusEvent("focusout", {bubbles: true})), 0);
  }

  // A move that the server was not told of yet outlives an answer to something else.
  function follow(told) {
    const isNew = told.join() !== known.join();
    if (isNew || (waiting === 0 && dragged === null)) order = told;
    known = told;
    handles().forEach(one => { const row = rowOf(one); if (row) row.style.removeProperty("--m-place"); });
    const until = performance.now() + 2000;
    const give = () => {
      draw();
      if (focused !== null && document.activeElement === document.body) handleOf(focused)?.focus();
      if (performance.now() < until) requestAnimationFrame(give);
    };
    give();
  }

  document.addEventListener("keydown", event => {
    const handle = event.target instanceof Element && event.target.closest(".m-handle");
    if (!handle || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = {ArrowUp: -1, ArrowDown: 1, Home: -order.length, End: order.length};
    if (!(event.key in steps)) return;
    event.preventDefault();
    focused = handle.dataset.goal;
    const ofTheme = code => handleOf(code)?.dataset.theme === handle.dataset.theme;
    move(event.shiftKey ? order.filter(ofTheme) : [focused], steps[event.key]);
    handle.focus();
  });
  document.addEventListener("focusin", event => { if (!event.target.closest?.(".m-handle")) focused = null; });

  document.addEventListener("pointerdown", event => {
    const handle = event.target instanceof Element && event.target.closest(".m-handle");
    if (!handle || event.button !== 0) return;
    dragged = handle.dataset.goal;
    rowOf(handle).classList.add("m-dragged");
    handle.setPointerCapture(event.pointerId);
  });
  document.addEventListener("pointermove", event => {
    if (dragged === null) return;
    const above = order.filter(code => {
      const box = code !== dragged && handleOf(code) && rowOf(handleOf(code)).getBoundingClientRect();
      return box && box.top + box.height / 2 < event.clientY;
    }).length;
    move([dragged], above - order.indexOf(dragged));
  });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => {
    if (dragged === null) return;
    rowOf(handleOf(dragged))?.classList.remove("m-dragged");
    dragged = null;
    tell();
  });
  return {follow};
})();
