// 31 real buttons on a grid: focus, keyboard and pressed state come with the element.
function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "lca-tiles";
  root.setAttribute("role", "group");
  el.appendChild(root);
  const buttons = new Map();

  function place(tiles) {
    root.replaceChildren();
    buttons.clear();
    for (const tile of tiles) {
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
  }

  return follow(model, root, ({ title, selected, tiles }) => {
    root.setAttribute("aria-label", title);
    if (tiles.length !== buttons.size || tiles.some((tile) => !buttons.has(tile.code))) place(tiles);
    for (const tile of tiles) {
      const button = buttons.get(tile.code);
      button.style.background = tile.color;
      button.style.color = tile.ink;
      button.dataset.value = tile.value;
      button.title = tile.label;
      button.setAttribute("aria-label", tile.label);
      button.children[0].textContent = tile.short;
      button.children[1].textContent = tile.text;
      button.setAttribute("aria-pressed", String(tile.code === selected));
    }
  });
}

export default { render };
