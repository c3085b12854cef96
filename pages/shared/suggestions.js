// The list below a text field: what holds the typed text, the best match first. A combobox as ARIA's authoring practices describe it: arrow keys choose,
// Enter takes, Escape closes. What is taken is written into the field as if a person had typed it. A field that is opened shows all entries where it
// holds one, or no part of any.
window.suggestions ??= (() => {
  const NONE = 5;
  const offered = new Map();
  let found = [], current = 0, isChoosing = false;

  // Without the marks over letters: who types "henkilosto" finds "Henkilöstö".
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const place = key => `.st-key-${key}`;
  const listOf = key => `${key}-suggestions`;
  const keyOf = element => [...offered.keys()].find(key => element.matches?.(`${place(key)} input`));
  const box = field => field.closest(place(keyOf(field))).querySelector(".m-found") ?? made(field);

  // How well an entry matches: whole, then as it begins (its code too), then as a word in it does, then within a word, then in what it is.
  function distance({name, label, starts}, sought) {
    const matches = [name === sought, name.startsWith(sought) || label.startsWith(sought), starts.some(start => start.startsWith(sought)),
      name.includes(sought), label.includes(sought)];
    const first = matches.indexOf(true);
    return first < 0 ? NONE : first;
  }

  function made(field) {
    const whole = document.createElement("div"), list = document.createElement("ul"), status = document.createElement("p");
    whole.className = "m-found";
    list.id = listOf(keyOf(field));
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.getAttribute("aria-label"));
    status.setAttribute("role", "status");
    whole.append(list, status);
    // The field keeps the focus.
    whole.addEventListener("mousedown", event => event.preventDefault());
    list.addEventListener("click", event => {
      const option = event.target.closest("[role=option]");
      if (option) choose(field, [...list.children].indexOf(option));
    });
    field.closest(place(keyOf(field))).append(whole);
    return whole;
  }

  function open(field, isTyped) {
    const [entries, nothing] = offered.get(keyOf(field)), sought = plain(field.value).trim(), [list, status] = box(field).children;
    const held = isTyped ? -1 : entries.findIndex(({label}) => label === sought);
    const matched = held < 0 ? entries.map(one => [distance(one, sought), one]).filter(([far]) => far < NONE) : [];
    found = isTyped || matched.length ? matched.sort(([one], [other]) => one - other).map(([, one]) => one) : entries;
    list.replaceChildren(...found.map(({parts}, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.append(...parts.map(([text, language]) => Object.assign(document.createElement("span"), {textContent: text, lang: language})));
      return option;
    }));
    list.hidden = !found.length;
    status.textContent = found.length ? "" : nothing;
    field.setAttribute("aria-expanded", String(found.length > 0));
    point(field, Math.max(held, 0));
  }

  function point(field, at) {
    const options = box(field).querySelectorAll("[role=option]");
    current = (at + options.length) % options.length || 0;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === current)));
    options[current]?.scrollIntoView({block: "nearest"});
    if (options.length) field.setAttribute("aria-activedescendant", options[current].id); else field.removeAttribute("aria-activedescendant");
  }

  function close(field) {
    const [list, status] = box(field).children;
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(field, at) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, found[at].parts.map(([text]) => text).join(""));
    isChoosing = true;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    isChoosing = false;
    field.dispatchEvent(new FocusEvent("focusout", {bubbles: true}));
  }

  function onKey(event) {
    const field = event.target, isOpen = field.getAttribute("aria-expanded") === "true", step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && !isOpen) open(field);
    else if (step) point(field, current + step);
    else if (event.key === "Escape" && isOpen) close(field);
    else if (event.key === "Enter" && isOpen) choose(field, current);
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Streamlit puts a field in place a while after the script has run.
  function dress() {
    for (const key of offered.keys()) {
      for (const field of document.querySelectorAll(`${place(key)} input:not([role])`)) {
        const about = {role: "combobox", "aria-autocomplete": "list", "aria-controls": listOf(key)};
        for (const [name, value] of Object.entries(about)) field.setAttribute(name, value);
        close(field);
      }
    }
  }

  const whenField = does => event => { if (keyOf(event.target) && !event.isComposing) does(event); };
  document.addEventListener("input", whenField(event => { if (!isChoosing) open(event.target, true); }), true);
  document.addEventListener("keydown", whenField(onKey), true);
  document.addEventListener("click", whenField(event => { open(event.target); event.target.select(); }));
  document.addEventListener("focusout", whenField(event => close(event.target)), true);
  document.addEventListener("compositionend", whenField(event => open(event.target, true)));
  new MutationObserver(dress).observe(document.body, {childList: true, subtree: true});
  return {follow: (keys, given, nothing) => {
    const entries = given.map(([name, parts]) => {
      const words = plain(name), starts = [...words.matchAll(/[\p{L}\p{N}]+/gu)].map(word => words.slice(word.index));
      return {parts, name: words, label: plain(parts.map(([text]) => text).join("")), starts};
    });
    // As Streamlit makes a class of a key.
    for (const key of keys) offered.set(key.replace(/[^\w-]/g, "-"), [entries, nothing]);
    dress();
  }};
})();
