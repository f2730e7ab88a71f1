// One picture that follows its sliders. Python has sent the figure's SVG and, for every position of every slider, the
// numbers that go into it; here they are only looked up and written down, in the same event as the slider's move.

const write = {
  look: (g, row, binding) => {
    const { opacity, ...shape } = binding.looks[row[0]];
    if (opacity !== undefined) g.group.style.opacity = opacity;
    Object.assign(g.shape.style, shape);
  },
  text: (g, row, binding, k) => { g.text.textContent = words(binding, row, k).replaceAll("-", "\u2212"); },
  position: (g, row) => g.group.setAttribute("transform", `translate(${row[0].toFixed(2)} ${row[1].toFixed(2)})`),
  data: (g, row, binding) => {
    if (g.path) g.path.setAttribute("d", outline(row, binding.closed ? "z" : ""));
    g.marks.forEach((mark, j) => { mark.setAttribute("x", row[2 * j]); mark.setAttribute("y", row[2 * j + 1]); });
  },
};

function words(binding, row, k) {
  let j = 0;
  return binding.formats[k % binding.formats.length].replace(/\{:(\+?)(,?)\.(\d)f\}/g, (_, plus, comma, digits) => {
    const plain = (row[j++] || 0).toFixed(digits), text = comma ? plain.replace(/\d(?=(\d{3})+$)/g, "$&,") : plain;
    return plus && text[0] !== "-" ? "+" + text : text;
  });
}

// Vertices as a path; NaN begins a new part.
function outline(row, end) {
  let d = "", pen = "M";
  for (let j = 0; j < row.length; j += 2) {
    if (Number.isNaN(row[j])) {
      d += pen === "L" ? end : "";
      pen = "M";
    } else {
      d += `${pen}${row[j].toFixed(2)} ${row[j + 1].toFixed(2)}`;
      pen = "L";
    }
  }
  return d + (pen === "L" ? end : "");
}

// Matplotlib wraps an artist in <g id=gid>: a path, a text, or markers (<use>).
function find(svg, id) {
  const group = svg.querySelector(`[id="${id}"]`);
  if (!group) return null;
  const path = group.querySelector(":scope > path"), text = group.querySelector("text"), marks = [...group.querySelectorAll("use")];
  return { group, path, text, marks, shape: path ?? text ?? group };
}

// Two pictures on one page must not share an id; black becomes the theme's own ink.
function own(svg, prefix) {
  return svg.replace(/(\sid="|href="#|url\(#)/g, `$1${prefix}`).replace("*{", `#${prefix}figure *{`).replaceAll("#000000", "currentColor");
}

function insert(model, el) {
  const prefix = `p${Math.random().toString(36).slice(2)}-`;
  el.classList.add("workbook-picture");
  el.innerHTML = own(model.get("svg"), prefix) + '<div class="workbook-spoken" aria-live="polite"></div><div class="workbook-note" role="status"></div>';
  const svg = el.querySelector("svg");
  svg.id = `${prefix}figure`;
  svg.setAttribute("role", "img");
  return { svg, spoken: el.querySelector(".workbook-spoken"), note: el.querySelector(".workbook-note"), find: gid => find(svg, prefix + gid) };
}

// Notebook 7 hears keys before the page does; what moves a slider must not move the reader to another cell instead.
window.addEventListener("keydown", ({ target, key }) => target.closest?.(".workbook-live :is([role=slider], input, select)")
  ?.toggleAttribute("data-lm-suppress-shortcuts", /^(Arrow|Home|End|Page)/.test(key)), true);

async function render({ model, el }) {
  const bindings = model.get("bindings"), grids = model.get("grids"), labels = model.get("labels");
  const sliders = await Promise.all(model.get("sliders").map(s => model.widget_manager.get_model(s.slice("IPY_MODEL_".length))));
  const { svg, spoken, note, find } = insert(model, el);
  const groups = bindings.map(b => b.gid && find(b.gid));
  let k = model.get("moving"), present = true, table, blocks, homes, pause, waiting, held;

  // Where slider k stands in its table: the last row is the exact present state, which may lie beside the grid.
  const position = () => {
    const value = sliders[k].get("value"), [low, step, last] = grids[k];
    return present || Math.abs(value - homes[k]) < 1e-9 ? last + 1 : Math.round((value - low) / step);
  };
  const draw = () => {
    const at = position();
    bindings.forEach((binding, j) => {
      const [start, rows, width] = blocks[k][j], from = start + Math.min(at, rows - 1) * width, row = table.subarray(from, from + width);
      if (!binding.gid) svg.setAttribute("aria-label", `${model.get("alt")} ${words(binding, row, k)}`);
      else if (groups[j]) write[binding.property](groups[j], row, binding, k);
    });
    if (held) follow(held);
    svg.dataset.slider = k;
    svg.dataset.position = at;
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = `${labels[k]} = ${+sliders[k].get("value").toFixed(9)}. ${svg.getAttribute("aria-label")}`; }, 400);
  };
  const silence = () => { note.textContent = "Python does not answer: run the cell again, so that the sliders work together."; };
  const answered = () => {
    clearTimeout(waiting);
    waiting = undefined;
    note.textContent = "";
  };
  const receive = () => {
    const bytes = model.get("table");
    table = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    [blocks, homes] = [model.get("blocks"), model.get("homes")];
    present = !model.get("by_hand");  // while a hand moves, the slider may be ahead of this answer
    answered();
    draw();
  };
  const move = j => () => {
    if (Math.abs(sliders[j].get("value") - homes[j]) > 1e-9) {
      [k, present] = [j, false];
      waiting ??= setTimeout(silence, 4000);
    } else {
      answered();  // back where Python knows it: there is nothing to answer
    }
    choose(k);
    if (!held) draw();
  };

  // Clicking an edge or a neuron puts the keyboard on its slider; the one in use is marked in the picture.
  const handles = model.get("handles").map(gid => gid ? find(gid)?.group : null);
  const choose = j => handles.forEach((handle, i) => handle?.classList.toggle("workbook-chosen", i === j));
  const knobs = async j => (await Promise.all(Object.values(sliders[j].views ?? {}))).map(v => v.el.querySelector("[role=slider]")).filter(h => h);
  const focus = async j => (await knobs(j)).find(h => el.closest(".workbook-live")?.contains(h))?.focus();  // of this display, not of another
  handles.forEach((handle, j) => {
    if (!handle) return;
    handle.classList.add("workbook-handle");
    const line = handle.querySelector(":scope > path[style*='fill: none']");
    if (line) handle.append(Object.assign(line.cloneNode(), { style: "fill: none; stroke: transparent; stroke-width: 14" }));
    handle.addEventListener("click", () => { choose(j); focus(j); });
  });
  const name = async () => {
    for (let j = 0; j < sliders.length; j++) {
      for (const handle of await knobs(j)) {
        handle.setAttribute("aria-label", labels[j]);
        handle.addEventListener("focus", () => choose(j));
      }
    }
    const symbols = el.closest(".workbook-live")?.querySelectorAll(".widget-play button") ?? [];  // Play shows signs only
    symbols.forEach((button, j) => button.setAttribute("aria-label", ["Play or pause", "Stop", "Repeat"][j]));
  };

  // A mark that the pointer takes hold of moves two sliders: it follows at once, what hangs on it when Python answers.
  const follow = ({ mark, drag: { sliders: pair, units: [x0, right, y0, up] } }) => mark.marks.forEach(use => {
    use.setAttribute("x", x0 + right * sliders[pair[0]].get("value"));
    use.setAttribute("y", y0 + up * sliders[pair[1]].get("value"));
  });
  const pull = event => {
    if (!held) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const [x0, right, y0, up] = held.drag.units, aims = [(at.x - x0) / right, (at.y - y0) / up];
    held.drag.sliders.forEach((j, axis) => {
      const [low, step, last] = grids[j], n = Math.min(last, Math.max(0, Math.round((aims[axis] - low) / step)));
      sliders[j].set("value", +(low + n * step).toFixed(9));
      sliders[j].save_changes();
    });
    follow(held);
  };
  model.get("drags").forEach(drag => {
    const mark = find(drag.gid);
    mark.group.classList.add("workbook-handle", "workbook-drag");
    mark.group.addEventListener("pointerdown", event => {
      held = { mark, drag };
      mark.group.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    mark.group.addEventListener("pointermove", pull);
    mark.group.addEventListener("lostpointercapture", () => { held = undefined; draw(); });
  });

  const moves = sliders.map((_, j) => move(j));
  sliders.forEach((slider, j) => slider.on("change:value", moves[j]));
  model.on("change:table", receive);
  receive();
  setTimeout(name);
  return () => {
    clearTimeout(pause);
    clearTimeout(waiting);
    sliders.forEach((slider, j) => slider.off("change:value", moves[j]));
    model.off("change:table", receive);
  };
}

export default { render };
