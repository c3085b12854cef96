// The show of a meeting: moves to another slide at once and then tells the server, by pressing the hidden button of the place.
// A page of Streamlit runs this again with every answer of the server; the listeners are made once.
window.meetingShow ??= (() => {
  const PAUSE = 150, PATIENCE = 3000, AGAIN = 500, KEPT = "meeting-show";
  const FORWARD = ["ArrowRight", "PageDown"], BACK = ["ArrowLeft", "PageUp"], START = ["Home", "Escape"];
  const SCROLLING = {ArrowDown: 1, ArrowUp: -1}, SCROLLED = 0.4;
  const TYPING = "input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=slider], [role=spinbutton]";
  const sheet = document.head.appendChild(document.createElement("style"));
  let meeting = "", place = 0, last = 0;
  let wanted = null, waiting = 0, isTelling = false;

  const one = selector => document.querySelector(selector);
  const all = selector => [...document.querySelectorAll(selector)];
  const isHere = () => one(".st-key-slides") !== null;

  const kept = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  const keep = more => sessionStorage.setItem(KEPT, JSON.stringify({...kept(), ...more}));

  function show(next) {
    const isMove = next !== place;
    place = next;
    sheet.textContent = `.st-key-slides .st-key-slide-${place} { position: static; height: auto; overflow: visible; visibility: visible; }
      [class*="st-key-below-"]:not(.st-key-below-${place}) { display: none; }`;
    if (kept().meeting !== meeting || kept().place !== place) keep({meeting, place, since: Date.now()});
    mark();
    if (!isMove) return;
    one('[data-testid="stMain"]').scrollTo({top: 0, behavior: "instant"});
    one(".m-steering [role=status]")?.replaceChildren(`${where()} ${one(`.st-key-slide-${place} h1`)?.textContent ?? ""}`);
  }

  const where = () => place > 0 && place < last ? `${place} / ${last - 1}` : "";

  // Says in the bar where we are. It can come after the server's answer, and come anew: whatever does is marked too.
  function mark() {
    const bar = one(".m-steering");
    if (bar === null) return;
    bar.dataset.at = place;
    for (const button of all(".m-steering [data-place]")) {
      const isCurrent = Number(button.dataset.place) === place;
      if (isCurrent) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
      if (isCurrent && place > 0) button.parentElement.scrollLeft = button.offsetLeft - button.parentElement.clientWidth / 2;
    }
    const ends = {previous: place === 0, next: place === last, decide: place === 0 || place === last};
    for (const [does, isOff] of Object.entries(ends)) one(`.m-steering [data-does=${does}]`)?.setAttribute("aria-disabled", String(isOff));
    one(".m-where").textContent = where();
    tick();
  }

  // How high the bar is, and whether the slide goes on below the screen.
  function measure() {
    const bar = one(".st-key-show-bar"), slide = one(`.st-key-slide-${place}`);
    if (bar === null || slide === null) return;
    const {top, height} = bar.getBoundingClientRect();
    document.documentElement.style.setProperty("--m-bar", `${height}px`);
    bar.toggleAttribute("data-more", slide.getBoundingClientRect().bottom > top + 1);
  }

  function tick() {
    if (!isHere() || one(".m-steering") === null) return;
    measure();
    const isOn = Boolean(kept().clock), seconds = Math.floor((Date.now() - kept().since) / 1000);
    one("[data-does=clock]").setAttribute("aria-pressed", String(isOn));
    one(".m-time").textContent = isOn ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "";
  }

  function go(next) {
    const there = Math.min(Math.max(next, 0), last);
    if (there === place) return;
    wanted = there;
    show(there);
    clearTimeout(waiting);
    waiting = setTimeout(tell, PAUSE);
  }

  // The buttons cannot be pressed while there is no connection, and what was pressed last can be lost with it.
  function tell() {
    const button = one(`.st-key-show-go-${wanted} button`);
    const canTell = button !== null && !button.disabled;
    if (wanted === null || !isHere()) return;
    if (canTell) button.click();
    waiting = setTimeout(tell, canTell ? PATIENCE : AGAIN);
  }

  // What the server says that it shows; an answer to an earlier press is not heard.
  function follow(told) {
    const isNew = told.meeting !== meeting;
    if (isNew) wanted = null;
    ({meeting, last} = told);
    if (wanted !== null && wanted !== told.place) return mark();
    wanted = null;
    clearTimeout(waiting);
    if (isNew) place = told.place;
    show(told.place);
  }

  function decide() {
    const field = one(`.st-key-below-${place} textarea`);
    field?.focus({preventScroll: true});
    one(`.st-key-below-${place}`)?.scrollIntoView({block: "start", behavior: "instant"});
  }

  const does = {
    previous: () => go(place - 1),
    next: () => go(place + 1),
    decide,
    clock: () => { keep({clock: !kept().clock}); tick(); },
  };

  // A browser scrolls by keys only what was clicked before.
  function scroll(event) {
    const main = one('[data-testid="stMain"]');
    event.preventDefault();
    main.scrollBy({top: SCROLLING[event.key] * SCROLLED * main.clientHeight, behavior: "instant"});
  }

  document.addEventListener("keydown", event => {
    if (!isHere() || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    if (event.key === "Escape" && one('[data-testid="stPopoverBody"]')) return;
    if (event.key in SCROLLING) return scroll(event);
    const step = FORWARD.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : START.includes(event.key) ? -place : null;
    if (step === null) return;
    event.preventDefault();
    go(place + step);
  });

  document.addEventListener("click", event => {
    if (!isHere() || event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
    const pressed = event.target.closest(".m-steering button, .m-agenda a");
    if (!pressed) return;
    event.preventDefault();
    if (pressed.dataset.does) does[pressed.dataset.does]();
    else go(Number(pressed.dataset.place));
  });

  // A browser shows of a field for longer texts only the line with the cursor.
  document.addEventListener("focusin", event => {
    if (isHere() && event.target.matches(":focus-visible")) event.target.scrollIntoView({block: "nearest", behavior: "instant"});
  });

  new MutationObserver(() => {
    const bar = one(".m-steering");
    if (bar !== null && meeting !== "" && bar.dataset.at !== String(place)) mark();
  }).observe(document.body, {childList: true, subtree: true});
  addEventListener("scroll", measure, {capture: true, passive: true});
  addEventListener("resize", measure);
  setInterval(tick, 1000);
  return {follow};
})();
