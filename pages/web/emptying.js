((left, message) => {
    let last = Date.now();
    const look = () => {
        if (Date.now() - last < left) return;
        const [text, again] = ["p", "a"].map((kind) => document.createElement(kind));
        text.setAttribute("role", "alert");
        Object.assign(again, { href: location.href, textContent: document.title });
        text.textContent = message;
        document.body.replaceChildren(text, again);
        clearInterval(looking);
    };
    const looking = setInterval(look, 10000);
    const touched = () => {
        look();
        last = Date.now();
    };
    for (const touch of ["pointerdown", "keydown", "wheel", "touchmove"]) addEventListener(touch, touched, { capture: true, passive: true });
    document.addEventListener("visibilitychange", look);
})(...JSON.parse(document.currentScript.dataset.given));
