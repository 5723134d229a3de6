// The provinces as tiles: one stop of the keyboard, arrows move to the nearest tile in their direction, space chooses.
{
  const { el } = LCA;
  const RAMP = ["#EDF4FB", "#C9DFF3", "#9CC4E8", "#69A3D6", "#2E6DAF", "#173F77"];
  const INK = ["#14202B", "#14202B", "#14202B", "#14202B", "#FFFFFF", "#FFFFFF"];

  const classOf = (amount, low, high) =>
    high > low ? Math.min(RAMP.length - 1, Math.floor(((amount - low) / (high - low)) * RAMP.length)) : 0;

  function move(event) {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!way) return;
    event.preventDefault();
    const at = (tile) => [Number(tile.dataset.column), Number(tile.dataset.row)];
    const all = [...event.currentTarget.querySelectorAll("[role=radio]")];
    const [x, y] = at(event.target);
    const cost = (tile) => {
      const [a, b] = at(tile), ahead = (a - x) * way[0] + (b - y) * way[1];
      return ahead > 0 ? ahead + 3 * (Math.abs((a - x) * way[1]) + Math.abs((b - y) * way[0])) : Infinity;
    };
    const best = all.reduce((one, other) => (cost(other) < cost(one) ? other : one));
    if (!Number.isFinite(cost(best))) return;
    for (const tile of all) tile.tabIndex = tile === best ? 0 : -1;
    best.focus();
  }

  // view: {tiles: [{code, name, row, column, amount}], unit, per}; `chosen`: code; `choose(code)`.
  LCA.tiles = (view, chosen, label, choose) => {
    const amounts = view.tiles.map((one) => one.amount);
    const low = Math.min(...amounts), high = Math.max(...amounts);
    const unit = LCA.unit(view.unit, view.per);
    const stop = view.tiles.some((one) => one.code === chosen) ? chosen : view.tiles[0].code;
    return el("div", { class: "tiles", role: "radiogroup", "aria-label": label, onkeydown: move, "data-testid": "map" },
      view.tiles.map((one) => {
        const place = classOf(one.amount, low, high);
        const short = LCA.language === "zh" ? LCA.name(one.name) : one.code.replace("CN-", "");
        return el("button", { type: "button", role: "radio", "data-key": one.code, "data-code": one.code, "data-row": one.row,
          "data-column": one.column, "data-value": one.amount, "aria-checked": String(one.code === chosen), tabindex: one.code === stop ? 0 : -1,
          "aria-label": `${LCA.name(one.name)}, ${LCA.number(one.amount)} ${unit}`, onclick: () => choose(one.code),
          style: `grid-row:${one.row + 1};grid-column:${one.column + 1};background:${RAMP[place]};color:${INK[place]}` },
        el("b", null, short), el("span", null, LCA.number(one.amount, 3)));
      }));
  };

  // What the colours mean: the lower edge of every class.
  LCA.ramp = (view) => {
    const amounts = view.tiles.map((one) => one.amount);
    const low = Math.min(...amounts), high = Math.max(...amounts);
    if (low === high) return el("p", { class: "lead" }, LCA.say("page.map_same"));
    return el("ul", { class: "ramp", "aria-hidden": "true" }, RAMP.map((color, place) =>
      el("li", null, el("i", { style: `background:${color}` }), LCA.number(low + ((high - low) * place) / RAMP.length, 3))));
  };
}
