// Numbers as people read them, with the same text as Python writes them (reporting/text/numbers.py).
{
  const MINUS = "\u2212";

  // Decimal places as Python rounds them: a number half way between two goes to the even one.
  function fixed(value, places) {
    const text = Math.abs(value).toFixed(places);
    const exact = Math.abs(value).toFixed(Math.min(100, places + 60));
    const rest = exact.slice(exact.indexOf(".") + 1 + places);
    if (places + 60 > 100 || !/^50*$/.test(rest)) return text;
    const whole = BigInt(exact.slice(0, exact.length - rest.length).replace(".", ""));
    const even = String(whole % 2n === 0n ? whole : whole + 1n).padStart(places + 1, "0");
    return places ? `${even.slice(0, -places)}.${even.slice(-places)}` : even;
  }

  function grouped(text) {
    const [whole, part] = text.split(".");
    const apart = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return part ? `${apart}.${part}` : apart;
  }

  function power(value, digits) {
    const at = Math.floor(Math.log10(value));
    for (const one of [at + 1, at, at - 1]) if (value >= Number(`1e${one}`)) {
      // Rounding may carry into a new digit (999.96 -> 1,000.0).
      const places = digits - 1 - one;
      const rounded = places >= 0 ? Number(fixed(value, places)) : Number(value.toExponential(digits - 1));
      return rounded >= Number(`1e${one + 1}`) ? one + 1 : one;
    }
    return at;
  }

  // `digits` significant digits, none of them cut from the whole part.
  LCA.number = (value, digits = 4) => {
    if (!Number.isFinite(value)) return "\u2013";
    const places = value ? Math.max(digits - 1 - power(Math.abs(value), digits), 0) : digits - 1;
    const text = grouped(fixed(value, value ? places : 0));
    return (value < 0 || Object.is(value, -0) ? MINUS : "") + text;
  };

  // Several numbers with as many places as the first has with its digits: ends of an interval beside a total.
  LCA.numbers = (values, digits = 4) => {
    const places = values[0] ? Math.max(digits - 1 - power(Math.abs(values[0]), digits), 0) : 0;
    return values.map((value) => (value < 0 ? MINUS : "") + grouped(fixed(value, places)));
  };

  LCA.signed = (value, digits = 4) => (value > 0 ? "+" : "") + LCA.number(value, digits);

  // A share as percent, signed, to a tenth.
  LCA.percent = (share) => {
    const text = grouped(fixed(100 * share, 1));
    return `${share < 0 || Object.is(share, -0) ? MINUS : "+"}${text}\u00a0%`;
  };

  // A share as percent, without a sign unless it takes away.
  LCA.share = (share, places = 1) => `${share < 0 ? MINUS : ""}${grouped(fixed(100 * share, places))}\u00a0%`;

  // A unit of results, whose category is named in both languages, with what it is counted per.
  LCA.unit = (unit, per) => LCA.text(unit) + (per ? LCA.say("unit.per") + LCA.say(`basis.${per}`) : "");

  // The percentile of a value among draws: whole, with open ends.
  LCA.percentile = (value) => (value < 1 ? "<1" : value > 99 ? ">99" : String(Math.round(value)));
}
