// Where from: the result as a tree that opens level by level, by purchase, by source or by gas; provenance beside it.
{
  const { el } = LCA;
  const keyboard = (event) => event.detail === 0;

  function press(row, page) {
    return (event) => {
      const local = page.local.where || (page.local.where = {});
      local.opener = row.path;
      local.pressed = Boolean(row.row);
      if (row.row && keyboard(event)) local.focus = true;
      page.send({ do: "where.open", row: row.path, open: row.opens ? !(row.open && (row.chosen || !row.row)) : false });
    };
  }

  function keys(row, page) {
    return (event) => {
      if (!row.opens || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
      event.preventDefault();
      if ((event.key === "ArrowRight") !== row.open) page.send({ do: "where.open", row: row.path, open: !row.open });
    };
  }

  function bar(row, reach) {
    const wide = reach ? (100 * Math.abs(row.amount)) / reach : 0;
    const color = row.stage ? LCA.stageColor(row.stage) : "var(--accent)";
    return el("div", { class: "plot", "aria-hidden": "true" },
      el("i", { class: `val${row.amount < 0 ? " credit" : ""}`, style: `left:0;width:${Math.min(100, wide)}%;--c:${color}` }));
  }

  function line(row, view, page) {
    const name = LCA.text(row.name);
    if (row.sort === "more") {
      return el("tr", { class: `l${row.level} more`, "data-key": `more ${row.path}` },
        el("th", { scope: "row", colspan: 5 }, el("button", { type: "button", class: "lnk", "data-testid": `more ${row.path}`,
          onclick: () => page.send({ do: "where.more", row: row.path }) }, name)));
    }
    const label = row.sort === "rest" ? el("span", { class: "lead" }, name)
      : el("button", { type: "button", class: "lnk", "data-row": row.path, "data-testid": `row ${row.path}`, onclick: press(row, page), onkeydown: keys(row, page),
        "aria-expanded": row.opens ? String(row.open) : null, "aria-controls": row.row ? "lca-provenance" : null },
      el("span", { class: "car", "aria-hidden": "true" }, row.opens ? (row.open ? "▾" : "▸") : ""),
      el("span", null, row.level ? name : LCA.upper(name), el("span", { class: "away" }, LCA.say("where.level", { level: String(row.level + 1) }))));
    return el("tr", { class: `l${row.level}${row.chosen ? " sel" : ""}`, "data-key": row.path },
      el("th", { scope: "row", style: `--level:${row.level}` }, label), el("td", { class: "t" }, row.kind ? LCA.tag(row.kind) : null),
      el("td", { class: "bar" }, bar(row, view.reach)),
      el("td", { class: "n" }, LCA.output(row.amount, LCA.number(row.amount, 4), { "data-testid": `amount ${row.path}` })),
      el("td", { class: "d" }, LCA.share(row.share)));
  }

  function tree(view, page) {
    return el("table", { class: "tree", "data-testid": "tree" },
      el("caption", { class: "away" }, LCA.say("where.caption")),
      el("thead", null, el("tr", null, el("th", { scope: "col" }, LCA.say(`where.head.${view.order}`)), el("th", { scope: "col" }, LCA.say("where.evidence")),
        el("td"), el("th", { scope: "col", class: "n" }, LCA.unit(view.unit)), el("th", { scope: "col", class: "d" }, LCA.say("where.share")))),
      el("tbody", null, view.rows.map((row) => line(row, view, page))));
  }

  // Focus goes to the heading of what a keyboard opened, and back to its row when that is closed.
  function settle(root, view, page) {
    const local = page.local.where;
    if (!local || page.revs.where !== page.rev) return;
    const heading = root.querySelector("#lca-provenance-heading");
    if (local.focus && heading) { heading.focus(); local.focus = false; }
    if (local.pressed && heading) heading.scrollIntoView({ block: "nearest" });
    local.pressed = false;
    if (local.back && !view.provenance) {
      const opener = [...root.querySelectorAll("[data-row]")].find((one) => one.dataset.row === local.opener);
      if (opener) opener.focus();
      local.back = false;
    }
  }

  LCA.tabs.where = {
    draw(root, view, page) {
      const late = page.revs.where !== page.rev;
      LCA.fill(root, el("div", { class: `grid g-two${late ? " late" : ""}`, "aria-busy": late ? "true" : null },
        LCA.card("tree", { key: "where.title", values: { total: LCA.number(view.total, 4), unit: LCA.unit(view.unit, view.per) } },
          LCA.segments(LCA.say("where.order"), ["purchase", "source", "gas"].map((one) => [one, { key: `where.by.${one}` }]), view.order,
            (order) => page.send({ do: "where.order", order })),
          el("p", { class: "lead" }, LCA.say(`where.lead.${view.order}`)), tree(view, page)),
        view.provenance ? LCA.provenance(view.provenance, page) : el("aside", { class: "card c-hint lead", "data-key": "hint" }, LCA.say("where.hint"))));
      settle(root, view, page);
    },
  };
}
