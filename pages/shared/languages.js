/* The labels of links and boxes take no HTML: what is in another language in them is emphasised. `given` has its language by the element's key. */
((given) => {
  const mark = () =>
    Object.entries(window.languageMarks).forEach(([key, language]) =>
      document.querySelectorAll(`.st-key-${key} em:not([lang="${language}"])`).forEach((part) => (part.lang = language)));
  window.languageMarks = { ...window.languageMarks, ...given };
  window.languageWatch ??= new MutationObserver(mark);
  window.languageWatch.observe(document.body, { childList: true, subtree: true });
  mark();
})
