// The totals with interval and change, and how sure the shown one is.
{
  const { el } = LCA;
  const SHOWN = ["kwh-capacity", "pack", "kwh-delivered", "kg"];
  const side = (change) => (change < 0 ? "less" : change > 0 ? "more" : "same");

  LCA.change = (total) =>
    total.change
      ? `${LCA.signed(total.change, 3)}${total.share === null ? "" : LCA.brackets(LCA.percent(total.share))}`
      : LCA.say("page.same");

  LCA.interval = (found, amount) => {
    if (!found) return "\u00a0";
    const [, low, high] = LCA.numbers([amount, found.low, found.high]);
    return LCA.say("page.interval", { low, high });
  };

  function total(one, main, interval, late) {
    return el("div", { class: `tot${main ? " main" : ""}`, "data-key": one.per },
      LCA.output(one.exact, LCA.number(one.amount), { "data-testid": `total ${one.per}` }),
      el("small", { class: "named" }, el("span", null, LCA.unit(one.unit, one.per)), LCA.hint(`per.${one.per}`, LCA.unit(one.unit, one.per))),
      LCA.meaning(`per.${one.per}`),
      el("small", { class: late ? "late" : null }, LCA.interval(interval, one.amount)),
      el("small", { class: `chg ${side(one.change)}` }, LCA.change(one)));
  }

  // The sentence that a reader of the screen hears once the page has settled.
  LCA.spoken = (page) => {
    const total = page.view.result.totals.find((one) => one.per === page.view.state.per);
    const key = total.change ? (total.change < 0 ? "page.live_less" : "page.live_more") : "page.live_same";
    return LCA.say(key, { amount: LCA.number(total.amount), unit: LCA.unit(total.unit, total.per), change: LCA.number(Math.abs(total.change), 3) });
  };

  // A bar at the foot while the totals are out of sight, on phones and tablets.
  LCA.mini = (page, later) => {
    const { per } = page.view.state, total = page.view.result.totals.find((one) => one.per === per);
    return el("div", { class: `mini${page.local.away ? " on" : ""}`, "aria-hidden": "true", "data-key": "mini" },
      el("b", null, LCA.number(total.amount)), el("span", null, LCA.unit(total.unit, per), el("br"), el("small", null, LCA.interval(later && later.intervals[per], total.amount))),
      el("em", { class: side(total.change) }, total.change && total.share !== null ? LCA.percent(total.share) : ""));
  };

  // view: result of part A; later: body of the Explorer, or nothing yet.
  LCA.totals = (view, per, later, late) => {
    const order = [per, ...SHOWN.filter((one) => one !== per)].slice(0, 3);
    const by = Object.fromEntries(view.totals.map((one) => [one.per, one]));
    return el("div", { class: "totals" }, order.map((one) =>
      total(by[one], one === per, later && later.intervals[one], late)));
  };

  // How sure the shown total is: its draws as a strip, a sentence, and on demand what was drawn and why it is not in the middle.
  LCA.sure = (page, later, late) => {
    const { per } = page.view.state, total = page.view.result.totals.find((one) => one.per === per), found = later && later.intervals[per];
    if (later && !found) return el("div", { class: "sure" }, el("p", { class: "lead" }, LCA.say("page.sure_certain")));
    const open = page.local.sure || (page.local.sure = new Set());
    const toggle = (what) => () => { if (!open.delete(what)) open.add(what); page.redraw(); };
    const more = (what) => el("button", { type: "button", class: "term", "aria-expanded": String(open.has(what)), onclick: toggle(what), "data-testid": what }, LCA.say(`page.${what}`));
    if (!found) return el("div", { class: "sure" }, LCA.waiting({ key: "page.wait" }));
    const [value, low, median, high] = LCA.numbers([total.amount, found.low, found.median, found.high]);
    const before = total.amount - total.change, ends = [found.low, found.high, total.amount, before];
    const least = Math.min(...ends), most = Math.max(...ends), room = 0.2 * (most - least) || 1;
    const at = (amount) => `${(100 * (amount - least + room)) / (most - least + 2 * room)}%`;
    const wide = (from, to) => `left:${at(from)};width:calc(${at(to)} - ${at(from)})`;
    const outside = total.amount < found.low || total.amount > found.high;
    return el("div", { class: `sure${late ? " late" : ""}`, "aria-busy": late ? "true" : null, "data-key": "sure" },
      el("p", null, LCA.rich({ key: "page.sure", values: { low, high, value, percentile: LCA.percentile(found.percentile) } }), " ", more("sure_how"), " ", more("sure_why")),
      outside && el("p", { class: "amber" }, LCA.say("page.sure_outside")),
      open.has("sure_how") && el("p", { class: "meaning" }, LCA.say("page.sure_how.text", { uncertain: String(found.uncertain), n: LCA.number(found.n), seed: String(found.seed) })),
      open.has("sure_why") && el("div", { class: "meaning" }, el("p", null, LCA.say(later.why.length ? "page.sure_why.text" : "page.sure_why.none")),
        el("ul", { class: "reasons" }, later.why.map((one) => el("li", { "data-key": one.key }, LCA.say("page.sure_why.one", { name: one.name, unit: one.unit ? ` ${one.unit}` : "",
          low: LCA.number(one.low, 2), high: LCA.number(one.high, 2), at_low: LCA.number(one.at_low), at_high: LCA.number(one.at_high) }))))),
      el("div", { class: "strip", "aria-hidden": "true" },
        el("i", { class: "w95", style: wide(found.low, found.high) }), el("i", { class: "w50", style: wide(found.p25, found.p75) }),
        el("i", { class: "med", style: `left:${at(found.median)}` }), total.change ? el("i", { class: "bas", style: `left:${at(before)}` }) : null,
        el("i", { class: "cen", style: `left:${at(total.amount)}` }),
        [[found.low, low], [found.median, median], [found.high, high]].map(([one, text]) => el("span", { style: `left:${at(one)}` }, text))),
      el("ul", { class: "key", "aria-hidden": "true" }, ["cen", "med", "w50", "w95", ...(total.change ? ["bas"] : [])].map((one) =>
        el("li", null, el("i", { class: `k ${one}` }), LCA.say(`page.key.${one}`)))));
  };
}
