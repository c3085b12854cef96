/* Streamlit's own words are English. Those of `given` ([its words, ours], with {parts} that stay) are replaced wherever they come up, but for what
   the pages say themselves, labels included; those with a selector, which may be words of ours too, within it alone. What was replaced is remembered,
   so that another language can be put in its place. */
((given) => {
  const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "(.+)");
  const parts = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((part) => part[1]);
  const pairs = given.map(([theirs, ours, where]) => [new RegExp(`^\\s*${escaped(theirs)}\\s*$`), ours, where, parts(theirs)]);
  const any = new RegExp(pairs.map(([theirs]) => theirs.source).join("|"));
  const OURS = "[data-testid=stHtml], .m-standing, [data-testid=stPlotlyChart] .svg-container, script, style";
  const TEXTS_OF_OURS = `${OURS}, main [data-testid=stMarkdownContainer]:not([data-testid=stFileUploader] button *)`;
  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "alt"];
  const known = (window.frameworkWords ||= { replaced: new WeakMap(), observer: null });
  const translated = (text, element) => {
    if (!any.test(text)) return text;
    for (const [theirs, ours, where, names] of pairs) {
      const match = theirs.exec(text);
      if (match && (!where || element?.closest(where))) return ours.replace(/\{(\w+)\}/g, (_, name) => match[1 + names.indexOf(name)]);
    }
    return text;
  };
  const isLabel = (node, text) =>
    [...(node.closest?.("[data-testid=stElementContainer]")?.querySelectorAll("[data-testid=stWidgetLabel]") || [])].some(
      (label) => label.textContent.trim() === text.trim());
  const replace = (node, name, now, put) => {
    if (name && isLabel(node, now)) return;
    const of = known.replaced.get(node) || {};
    const theirs = of[name]?.ours === now ? of[name].theirs : now;
    const ours = translated(theirs, node.nodeType === Node.TEXT_NODE ? node.parentElement : node);
    if (ours === theirs && theirs === now) return;
    known.replaced.set(node, { ...of, [name]: { theirs, ours } });
    if (ours !== now) put(ours);
  };
  const look = (node) => {
    if (!(node.parentElement ?? node).closest?.(OURS)) within(node);
  };
  const within = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if ((any.test(node.data) || known.replaced.has(node)) && !node.parentElement?.closest(TEXTS_OF_OURS))
        replace(node, "", node.data, (text) => (node.data = text));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(OURS)) return;
    for (const name of ATTRIBUTES)
      if (node.hasAttribute(name)) replace(node, name, node.getAttribute(name), (text) => node.setAttribute(name, text));
    node.childNodes.forEach(within);
  };
  known.observer?.disconnect();
  known.observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(look);
      else if (change.type === "characterData") look(change.target);
      else if (!change.target.closest(OURS) && change.target.hasAttribute(change.attributeName))
        replace(change.target, change.attributeName, change.target.getAttribute(change.attributeName), (text) =>
          change.target.setAttribute(change.attributeName, text));
    }
  });
  known.observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  look(document.body);
})
