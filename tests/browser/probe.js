// What a test asks the page: what a picture shows, what its sliders say, and what both were after each event.
window.probe = {
  picture(live) {
    const svg = live.querySelector(".workbook-picture svg");
    return { slider: +svg.dataset.slider, position: +svg.dataset.position, label: svg.getAttribute("aria-label") };
  },

  readouts: live => [...live.querySelectorAll(".widget-readout")].map(r => parseFloat(r.textContent.replace("\u2212", "-"))),

  // From now on, after each event that changed a slider's readout or the picture, both are written down together.
  watch(live) {
    const log = [], targets = [live.querySelector(".workbook-picture svg"), ...live.querySelectorAll(".widget-readout")];
    const observer = new MutationObserver(() => log.push({ ...probe.picture(live), readouts: probe.readouts(live) }));
    for (const target of targets) observer.observe(target, { attributes: true, attributeFilter: ["data-position", "aria-label"],
                                                            childList: true, characterData: true, subtree: target.tagName !== "svg" });
    live.log = log;
  },

  // For each bound artist: its words, its path, its place and its looks as the browser paints them.
  artists(live, gids) {
    const svg = live.querySelector(".workbook-picture svg"), prefix = svg.id.replace(/figure$/, "");
    return gids.map(gid => {
      const group = svg.querySelector(`[id="${prefix}${gid}"]`);
      if (!group) return null;
      const path = group.querySelector(":scope > path"), text = group.querySelector("text");
      const { fill, stroke, strokeWidth, strokeDasharray } = getComputedStyle(path ?? text ?? group);
      return { text: text?.textContent, d: path?.getAttribute("d"), transform: group.getAttribute("transform"),
               marks: [...group.querySelectorAll("use")].flatMap(u => [+u.getAttribute("x"), +u.getAttribute("y")]),
               fill, stroke, strokeWidth, strokeDasharray, opacity: getComputedStyle(group).opacity };
    });
  },

  duplicates() {
    const ids = [...document.querySelectorAll(".workbook-live [id]")].map(e => e.id);
    return ids.filter((id, j) => ids.indexOf(id) !== j);
  },

  // Inner references, clip paths and glyphs, that lead out of their own picture or nowhere.
  strays() {
    return [...document.querySelectorAll(".workbook-picture svg")].flatMap(svg =>
      [...svg.innerHTML.matchAll(/(?:url\(|href=")#([^)"]+)/g)].map(m => m[1]).filter(id => !svg.querySelector(`[id="${id}"]`)));
  },
};
