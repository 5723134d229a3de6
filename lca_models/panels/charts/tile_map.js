// 31 real buttons on a grid: focus, keyboard and pressed state come with the element.
function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "lca-tiles";
  el.appendChild(root);
  const buttons = new Map();

  function place() {
    root.replaceChildren();
    buttons.clear();
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", model.get("title"));
    for (const tile of model.get("tiles")) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.code = tile.code;
      button.style.gridRow = tile.row + 1;
      button.style.gridColumn = tile.column + 1;
      button.append(document.createElement("b"), document.createElement("span"));
      button.addEventListener("click", () => {
        model.set("selected", tile.code);
        model.save_changes();
      });
      root.appendChild(button);
      buttons.set(tile.code, button);
    }
    paint();
  }

  function paint() {
    for (const tile of model.get("tiles")) {
      const button = buttons.get(tile.code);
      if (!button) return place();
      button.style.background = tile.color;
      button.style.color = tile.ink;
      button.dataset.value = tile.value;
      button.title = tile.label;
      button.setAttribute("aria-label", tile.label);
      button.children[0].textContent = tile.short;
      button.children[1].textContent = tile.text;
      button.setAttribute("aria-pressed", String(tile.code === model.get("selected")));
    }
  }

  model.on("change:tiles change:selected change:title", paint);
  place();
}

export default { render };
