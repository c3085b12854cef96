/* A chart is drawn as wide as the screen; on paper it is set smaller as a whole. What is only on paper is put in place for that time. The address
   stands at the foot. */
window.onbeforeprint = () => {
  document.documentElement.style.setProperty("--m-address", JSON.stringify(location.href));
  const changed = [];
  const change = (element, looks) => {
    changed.push([element, element.style.cssText]);
    Object.assign(element.style, looks);
  };
  document.querySelectorAll(".m-printed").forEach((box) => (box.innerHTML = decodeURIComponent(box.dataset.pieces)));
  const opened = [...document.querySelectorAll("details:not([open]):has(.m-open-on-paper)")];
  opened.forEach((box) => (box.open = true));
  document.querySelectorAll('[data-testid="stPlotlyChart"] .svg-container').forEach((box) => {
    const [width, height] = [box.offsetWidth, box.offsetHeight];
    if (!width) return;
    change(box, { aspectRatio: `${width} / ${height}`, height: "auto" });
    box.querySelectorAll(".main-svg").forEach((picture) => {
      picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
      change(picture, { width: "100%", height: "100%" });
    });
  });
  window.onafterprint = () => {
    opened.forEach((box) => (box.open = false));
    changed.reverse().forEach(([element, looks]) => (element.style.cssText = looks));
    document.querySelectorAll("[data-testid=stPlotlyChart] .main-svg").forEach((picture) => picture.removeAttribute("viewBox"));
    document.querySelectorAll(".m-printed").forEach((box) => box.replaceChildren());
  };
};
