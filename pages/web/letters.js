/* The letters are asked for before Streamlit is there to ask for them: text does not change its looks once they come, and Plotly draws no chart twice,
   as it does where letters come later than the chart. */
((faces) => {
    for (const [family, address, descriptors] of faces) {
        const face = new FontFace(family, `url(${address})`, descriptors);
        document.fonts.add(face);
        face.load().catch(() => document.fonts.delete(face));
    }
})(JSON.parse(document.currentScript.dataset.given));
