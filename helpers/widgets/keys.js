// JupyterLab's arrow keys go from cell to cell, unless the element that has the keyboard asks to keep them.
const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function keep(event) {
  const { target, key } = event;
  if (!target.closest?.(".workbook-live")) return;
  if (target.type !== "radio") return target.toggleAttribute("data-lm-suppress-shortcuts", key in steps);
  if (!(key in steps)) return;
  const choices = [...target.closest(".widget-radio").querySelectorAll("input")];
  choices.at((choices.indexOf(target) + steps[key]) % choices.length).focus();
  event.preventDefault();  // a choice is an answer, so it waits for the space bar
  event.stopImmediatePropagation();  // of a second quiz on the page, and of JupyterLab
}

function render() {
  window.addEventListener("keydown", keep, true);  // the window hears of a key before JupyterLab does
}

export default { render };
