// Elements from data. `el` describes one, `fill` makes what stands in a place look like what is described, and keeps what a
// person holds: focus, scroll, the handle of a slider that is being moved. Nothing is ever read as HTML.
{
  const PROPERTIES = new Set(["value", "checked", "disabled", "selected", "indeterminate"]);
  const SVG = new Set(["svg", "path", "rect", "circle", "line", "g"]);

  function heard(event) {
    const act = this.lcaActs && this.lcaActs[event.type];
    if (act) act.call(this, event);
  }

  function listen(node, acts) {
    node.lcaActs = { ...(node.lcaActs || {}), ...acts };
    for (const name of Object.keys(acts)) node.addEventListener(name, heard);
  }

  // Pages beside each other, in a notebook, have ids of their own: every name that begins with lca- is made one.
  const NAMING = new Set(["id", "for", "href", "aria-controls", "aria-labelledby", "aria-describedby"]);
  const ours = (text) => (LCA.prefix ? text.replace(/\blca-/g, `${LCA.prefix}-`) : text);
  LCA.find = (page, id) => page.root.querySelector(`#${ours(id)}`);

  function put(node, name, value) {
    if (NAMING.has(name) && typeof value === "string") value = ours(value);
    if (PROPERTIES.has(name)) {
      // What a person is typing or moving stays, until it is taken or left.
      const held = name === "value" && node === node.ownerDocument.activeElement && node.dataset.held === "yes";
      if (!held && node[name] !== value) node[name] = value;
    } else if (value === false || value === null || value === undefined) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value === true ? "" : value);
  }

  LCA.el = (tag, attributes, ...children) => {
    const node = SVG.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    const acts = {}, properties = {};
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) acts[name.slice(2)] = value;
      else if (PROPERTIES.has(name)) properties[name] = value;
      else put(node, name, value);
    }
    node.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
    for (const [name, value] of Object.entries(properties)) put(node, name, value);
    node.lcaProperties = properties;
    listen(node, acts);
    return node;
  };

  const keyOf = (node) => (node.nodeType === 1 ? node.getAttribute("data-key") : null);
  const alike = (one, other) =>
    one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

  function become(node, wanted) {
    if (node.nodeType !== 1) {
      if (node.data !== wanted.data) node.data = wanted.data;
      return;
    }
    for (const { name } of [...node.attributes])
      if (!wanted.hasAttribute(name) && !name.startsWith("data-held")) node.removeAttribute(name);
    for (const { name, value } of wanted.attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    node.lcaActs = {};
    listen(node, wanted.lcaActs || {});
    if (!wanted.hasAttribute("data-own")) children(node, [...wanted.childNodes]);
    node.lcaProperties = wanted.lcaProperties || {};
    for (const [name, value] of Object.entries(node.lcaProperties)) put(node, name, value);
  }

  function children(root, wanted) {
    const keyed = new Map([...root.childNodes].filter(keyOf).map((one) => [keyOf(one), one]));
    let place = root.firstChild;
    for (const one of wanted) {
      const key = keyOf(one);
      let found = key ? keyed.get(key) : place;
      if (found && alike(found, one) && found.parentNode === root) {
        if (found === place) place = place.nextSibling;
        else root.insertBefore(found, place);
        become(found, one);
      } else root.insertBefore(one, place);
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  }

  // What stands in `root` becomes `nodes`; elements with the same `data-key` stay the same elements.
  LCA.fill = (root, ...nodes) => {
    const wanted = nodes.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false);
    children(root, wanted.map((one) => (one instanceof Node ? one : document.createTextNode(String(one)))));
  };
}
