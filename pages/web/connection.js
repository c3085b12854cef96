/* Says where the server is. Streamlit would look for it below the page's own address, hear that nothing is there, and look again one folder up. */
((root) => {
    window.__streamlit = { BACKEND_BASE_URL: new URL(`./${root}`, location.href).href };
})(JSON.parse(document.currentScript.dataset.given));
