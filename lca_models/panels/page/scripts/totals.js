// The totals with interval and change, and how sure the shown one is.
{
  const { el } = LCA;
  const SHOWN = ["kwh-capacity", "pack", "kwh-delivered", "kg"];
  const side = (change) => (change < 0 ? "less" : change > 0 ? "more" : "same");

  LCA.change = (total) =>
    total.change
      ? `${LCA.signed(total.change, 3)}${total.share === null ? "" : ` (${LCA.percent(total.share)})`}`
      : LCA.say("page.same");

  LCA.interval = (found) =>
    found ? LCA.say("page.interval", { low: LCA.number(found.low, 4), high: LCA.number(found.high, 4) }) : "\u00a0";

  function total(one, main, interval, late) {
    return el("div", { class: `tot${main ? " main" : ""}`, "data-key": one.per },
      LCA.output(one.exact, LCA.number(one.amount), { "data-testid": `total ${one.per}` }),
      el("small", null, LCA.unit(one.unit, one.per)),
      el("small", { class: late ? "late" : null }, LCA.interval(interval)),
      el("small", { class: `chg ${side(one.change)}` }, LCA.change(one)));
  }

  // view: result of part A; later: body of the Explorer, or nothing yet.
  LCA.totals = (view, per, later, late) => {
    const order = [per, ...SHOWN.filter((one) => one !== per)].slice(0, 3);
    const by = Object.fromEntries(view.totals.map((one) => [one.per, one]));
    return el("div", { class: "totals" }, order.map((one) =>
      total(by[one], one === per, later && later.intervals[one], late)));
  };
}
