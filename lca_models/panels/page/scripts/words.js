// What the page says: words of the catalogue by key, names of data as pairs [English, Chinese].
{
  LCA.language = "en";
  LCA.words = { en: {}, zh: {} };

  // Words of a key; `values` stand in place of the names in braces: numbers, texts, pairs, or words again. Nothing takes no blank.
  LCA.say = (key, values = {}) => {
    const words = LCA.words[LCA.language][key];
    if (words === undefined) return key;
    return words.replace(/( ?)\{(\w+)(?::[^}]*)?\}/g, (whole, blank, name) => {
      if (!(name in values)) return whole;
      const text = LCA.text(values[name]);
      return text && blank + text;
    });
  };

  LCA.name = ([english, chinese]) => (LCA.language === "zh" ? chinese || english : english);

  LCA.has = (key) => key in LCA.words[LCA.language];

  // Whatever a view says of something, as text.
  LCA.text = (said) => {
    if (said === null || said === undefined) return "";
    if (Array.isArray(said)) return LCA.name(said);
    if (typeof said === "number") return LCA.number(said);
    if (said.lower) return LCA.language === "en" ? LCA.text(said.lower).replace(/^[A-Z](?=[a-z])/, (one) => one.toLowerCase()) : LCA.text(said.lower);
    return typeof said === "object" ? LCA.say(said.key, said.values) : String(said);
  };

  // The same with what stands between ** and ** set off.
  LCA.rich = (said) =>
    LCA.text(said).split("**").map((part, place) => (place % 2 ? LCA.el("b", null, part) : part));

  // Parts one after the other, a head before its words, and what stands in brackets, as each language writes them.
  const marks = { en: [", ", ": ", (text) => ` (${text})`], zh: ["，", "：", (text) => `（${text}）`] };
  LCA.commas = (...parts) => parts.filter(Boolean).join(marks[LCA.language][0]);
  LCA.colon = (head, words = "") => `${head}${marks[LCA.language][1]}${words}`;
  LCA.brackets = (text) => marks[LCA.language][2](text);

  LCA.upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
}
