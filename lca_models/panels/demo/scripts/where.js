// Where from, at the defaults: the purchases of the product as it is delivered, level by level, and what stands behind them.
"use strict";
(LCA => {
  const { el } = LCA, { choosing, views } = LCA;
  const STEP = "|", ORDERS = ["purchase", "source", "gas"];
  const above = path => path.slice(0, Math.max(0, path.lastIndexOf(STEP)));

  // The path of the row that is looked at, which an address and the Explorer name by its key alone.
  function pathOf(tree, state) {
    const { path } = state.shown.where || {};
    if (path && Object.hasOwn(tree.provenance, path)) return path;
    return (state.open_row && tree.orders.purchase.find(row => row.row === state.open_row) || { path: "" }).path;
  }
  // Paths that are unfolded: the largest stage, or the one that was asked for, until a person folds or unfolds one.
  function openOf(tree, state) {
    const { open, order = "purchase" } = state.shown.where || {};
    if (open || order !== "purchase") return open || [];
    const path = pathOf(tree, state), stage = tree.orders.purchase.find(row => row.level === 0 && row.path === state.open_row);
    return [...(stage ? [stage.path] : tree.start), ...(path ? [path.split(STEP)[0]] : [])];
  }

  async function whereView(kit, state) {
    const tree = await kit.load(`${state.setup.product}.tree`), setup = { ...choosing.start(kit.offer, state.setup.product), rules: tree.rules };
    await kit.open(setup);
    const found = views.evaluated(kit, setup), at = views.unitAt(found.pack, state.per), { scale, unit } = found.pack.data.per[at];
    const factor = found.factors[at] * scale, shown = state.shown.where || {}, order = shown.order || "purchase";
    const path = pathOf(tree, state), opened = new Set(openOf(tree, state)), reached = new Set([""]);
    const rows = [];
    for (const row of tree.orders[order]) {
      if (row.level && !reached.has(above(row.path))) continue;
      const open = row.opens && opened.has(row.path);
      if (open) reached.add(row.path);
      rows.push({ ...row, open, amount: row.amount * factor, chosen: Boolean(row.row) && row.path === path });
    }
    const behind = path ? tree.provenance[path] : null;
    return { order, unit, per: state.per, total: tree.total * factor, rows,
      reach: Math.max(0, ...rows.filter(row => row.level === 0).map(row => Math.abs(row.amount))),
      provenance: behind && { ...behind, source: behind.source && tree.sources[behind.source],
        adds: { ...behind.adds, amount: behind.adds.amount * factor, unit, per: state.per } } };
  }

  const shown = (state, more) => ({ ...state, shown: { ...state.shown, where: { ...state.shown.where, ...more } } });
  const known = order => (ORDERS.includes(order) ? order : choosing.refuse("tab", "demo.not_offered", { value: String(order).slice(0, 40) }));
  function openRow(kit, state, { row, open }) {
    const tree = LCA.data[`${state.setup.product}.tree`], path = String(row), opened = openOf(tree, state);
    const wanted = open === undefined ? !opened.includes(path) : open, key = Object.hasOwn(tree.provenance, path) ? path.split(STEP).pop() : "";
    return { ...shown(state, { open: [...opened.filter(one => one !== path), ...(wanted ? [path] : [])], path: key ? path : "" }), open_row: key };
  }

  views.tabs.where = whereView;
  Object.assign(views.actions, {
    "where.order": (kit, state, { order }) => ({ ...shown(state, { order: known(order), open: order === "purchase" ? undefined : [], path: "" }), open_row: "" }),
    "where.open": openRow,
    "where.close": (kit, state) => ({ ...shown(state, { path: "" }), open_row: "" }),
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
