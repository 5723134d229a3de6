// Where from, at the defaults: the purchases of the product as it is delivered, level by level, and what stands behind them.
"use strict";
(LCA => {
  const { el } = LCA, { choosing, views } = LCA;
  const STEP = "|", ORDERS = ["purchase", "source", "gas"];
  const above = path => path.slice(0, Math.max(0, path.lastIndexOf(STEP)));

  async function whereView(kit, state) {
    const tree = await kit.load(`${state.setup.product}.tree`), setup = { ...choosing.start(kit.offer, state.setup.product), rules: tree.rules };
    await kit.open(setup);
    const found = views.evaluated(kit, setup), at = views.unitAt(found.pack, state.per), { scale, unit } = found.pack.data.per[at];
    const factor = found.factors[at] * scale, shown = state.shown.where || {}, order = shown.order || "purchase";
    const opened = new Set(shown.open || (order === "purchase" ? tree.start : [])), reached = new Set([""]);
    const rows = [];
    for (const row of tree.orders[order]) {
      if (row.level && !reached.has(above(row.path))) continue;
      const open = row.opens && opened.has(row.path);
      if (open) reached.add(row.path);
      rows.push({ ...row, open, amount: row.amount * factor, chosen: Boolean(row.row) && row.path === shown.path });
    }
    const behind = shown.path && Object.hasOwn(tree.provenance, shown.path) ? tree.provenance[shown.path] : null;
    return { order, unit: views.pretty(unit), per: state.per, total: tree.total * factor, rows,
      reach: Math.max(0, ...rows.filter(row => row.level === 0).map(row => Math.abs(row.amount))),
      provenance: behind && { ...behind, source: behind.source && tree.sources[behind.source],
        adds: { ...behind.adds, amount: behind.adds.amount * factor, unit: views.pretty(unit), per: state.per } } };
  }

  const shown = (state, more) => ({ ...state, shown: { ...state.shown, where: { ...state.shown.where, ...more } } });
  const known = order => (ORDERS.includes(order) ? order : choosing.refuse("tab", "demo.not_offered", { value: String(order).slice(0, 40) }));
  function openRow(kit, state, { row, open }) {
    const tree = LCA.data[`${state.setup.product}.tree`], now = state.shown.where || {}, path = String(row);
    const opened = (now.open || (!now.order || now.order === "purchase" ? tree.start : [])).filter(one => one !== path);
    const wanted = open === undefined ? !(now.open || tree.start).includes(path) : open;
    return shown(state, { open: wanted ? [...opened, path] : opened, path: Object.hasOwn(tree.provenance, path) ? path : "" });
  }

  views.tabs.where = whereView;
  Object.assign(views.actions, {
    "where.order": (kit, state, { order }) => shown(state, { order: known(order), open: order === "purchase" ? undefined : [], path: "" }),
    "where.open": openRow,
    "where.close": (kit, state) => shown(state, { path: "" }),
  });
  const drawn = LCA.tabs.where;
  LCA.tabs.where = {
    draw(root, view, page) {
      LCA.fill(root, el("p", { class: "amber", "data-key": "defaults", "data-testid": "at the defaults" }, LCA.say("demo.at_defaults")),
        el("div", { "data-key": "tree", "data-own": true }));
      drawn.draw(root.lastElementChild, view, page);
    },
  };
})(window.LCA);
