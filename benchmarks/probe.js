// Loaded before JupyterLab. Notes when the slider that is watched takes a position, which position each painted frame
// shows, and every message on the kernel's websocket.
(() => {
  const probe = (window.probe = { moves: [], pictures: [], messages: 0, bytes: 0 });

  let last = 0; // when the last message passed
  const count = data => {
    last = performance.now();
    probe.messages++;
    probe.bytes += data.byteLength ?? data.size ?? new Blob([data]).size;
  };
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(Socket, args) {
      const socket = new Socket(...args);
      if (!String(args[0]).includes("/channels")) return socket;
      const send = socket.send.bind(socket);
      socket.send = data => { count(data); send(data); };
      socket.addEventListener("message", event => count(event.data));
      return socket;
    },
  });

  // The time of a move is that of the key or pointer event behind it: the browser's work before the slider changes counts.
  let input = 0;
  for (const type of ["keydown", "pointermove"]) window.addEventListener(type, event => { input = event.timeStamp; }, true);

  let slider, picture, shown, painted;
  const index = value => {
    const { range, step } = slider.options;
    return Math.round((value - range.min) / step);
  };
  probe.position = () => index(slider.get(true));

  // Two ways to read from a picture which position it shows.
  const pen = new OffscreenCanvas(48, 48).getContext("2d", { willReadFrequently: true });
  const colourOf = image => { // the naive figure's tag: the green of the pixels that are otherwise rgb(51, ., 102)
    if (!image?.complete || !image.naturalHeight) return null;
    pen.clearRect(0, 0, 48, 48);
    pen.drawImage(image, 0, image.naturalHeight - 48, 48, 48, 0, 0, 48, 48);
    const { data } = pen.getImageData(0, 0, 48, 48);
    for (let k = 0; k < data.length; k += 4) if (data[k] === 51 && data[k + 2] === 102) return data[k + 1];
    return null;
  };
  const read = {
    number: label => { // ours: the number written on the edge that the slider moves
      const words = [...picture.querySelectorAll("text")].map(text => text.textContent).find(text => text.startsWith(label + " "));
      return words ? index(Number(words.slice(label.length).replace("\u2212", "-"))) : null;
    },
    colour: () => colourOf(document.querySelector(".jp-OutputArea img")),
  };

  // A message posted from the frame's own callback arrives when the frame has been laid out and painted.
  const after = new MessageChannel();
  after.port1.onmessage = () => { if (painted) painted.time = performance.now(); painted = null; };

  probe.watch = (label, way) => {
    const row = [...document.querySelectorAll(".jp-OutputArea .widget-slider")].find(r => r.querySelector(".widget-label")?.textContent === label);
    slider = row.querySelector(".noUi-target").noUiSlider;
    picture = document.querySelector(".jp-OutputArea svg[role=img]");
    for (const part of [row, picture ?? document.querySelector(".jp-OutputArea img")]) { // what is outside is not painted
      const { top, bottom } = part.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) throw new Error("slider and picture must both be on the screen");
    }
    slider.on("update", () => { if (probe.position() !== probe.moves.at(-1)?.index) probe.moves.push({ index: probe.position(), time: input }); });
    const frame = () => {
      const seen = read[way](label);
      if (seen !== null && seen !== shown) {
        shown = seen;
        probe.pictures.push((painted = { index: seen, time: null }));
        after.port2.postMessage(null);
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    row.querySelector("[role=slider]").focus();
  };
  probe.clear = () => { Object.assign(probe, { moves: [], pictures: [], messages: 0, bytes: 0 }); };
  probe.log = () => { const { moves, pictures, messages, bytes } = probe; return { moves, pictures: pictures.filter(p => p.time), messages, bytes }; };

  // Until the picture shows where the slider stands, and nothing has been said on the websocket for a while.
  probe.settled = (quiet, patience) => new Promise((done, fail) => {
    const start = performance.now();
    const look = () => {
      const now = performance.now();
      if (shown === probe.position() && now - Math.max(start, last) > quiet) done();
      else if (now - start > patience) fail(new Error(`the slider is at ${probe.position()}, the picture shows ${shown}`));
      else setTimeout(look, 10);
    };
    look();
  });

  probe.frames = count => new Promise(done => {
    const times = [];
    const frame = time => (times.push(time) > count ? done(times.slice(1).map((t, k) => t - times[k])) : requestAnimationFrame(frame));
    requestAnimationFrame(frame);
  });
})();
