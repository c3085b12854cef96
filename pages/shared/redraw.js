/* Where a window is made wider or a phone is turned, Plotly makes room for a chart's key and leaves the key where it was, over the bars. A chart that
   is drawn once more has it in its place: each is made narrower by a pixel for a moment. (On a phone the height alone changes while one scrolls.) */
window.drawnWidth ??= innerWidth;
window.onresize = () => {
  if (innerWidth === window.drawnWidth) return;
  window.drawnWidth = innerWidth;
  clearTimeout(window.redrawing);
  window.redrawing = setTimeout(() => {
    const boxes = [...document.querySelectorAll("[data-testid=stPlotlyChart]")].map((chart) => chart.closest("[data-testid=stElementContainer]"));
    const widths = boxes.map((box) => box.clientWidth);
    boxes.forEach((box, place) => (box.style.width = `${widths[place] - 1}px`));
    setTimeout(() => boxes.forEach((box) => (box.style.width = "")), 300);
  }, 300);
};
