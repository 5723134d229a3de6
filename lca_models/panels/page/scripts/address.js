// The address of the page: read where it is opened, written when a person has chosen something and the page has settled.
// Only where the page is ours: a notebook's address belongs to JupyterLab.
{
  const LATER = 300; // ms after the page has settled
  const own = () => Boolean(document.querySelector('meta[name="lca-models-address"]'));

  // Behind a question mark or, where a browser lets a file have none, behind a number sign.
  const here = () => (location.search.length > 1 ? location.search : location.hash.startsWith("#?") ? location.hash.slice(1) : "");

  LCA.address = (page) => {
    let acted = false, moved = false, timer = 0, written = own() ? here() : "";

    function write() {
      const search = page.view.state.search;
      if (!search || search === written || (search === "?v=1" && !written)) return;
      try { history[moved ? "pushState" : "replaceState"](null, "", search); } catch { location.replace(`#${search}`); } // a browser may refuse it for a file
      written = search;
      moved = false;
    }

    function gone() {
      if (!own()) return;
      written = here();
      acted = false;
      page.send({ do: "address", search: written || "?v=1" });
    }
    addEventListener("popstate", gone);

    return {
      // The page is taken away: nothing of the browser calls it any more.
      end() {
        removeEventListener("popstate", gone);
        clearTimeout(timer);
      },
      asked: own() ? here() : "",
      // Something that a person did; a tab gives a step of its own, so that Back works.
      act(message) {
        if (["hello", "more", "address"].includes(message.do)) return;
        acted = true;
        moved = moved || message.do === "tab";
      },
      settled() {
        if (!own() || !acted) return;
        clearTimeout(timer);
        timer = setTimeout(write, LATER);
      },
      // What another person opens: the address here, and with it which inventories it was made with.
      link() {
        const search = page.view.state.search, at = page.offer.at ? `&at=${page.offer.at}` : "";
        return own() ? `${location.origin === "null" ? location.href.split(/[?#]/)[0] : location.origin + location.pathname}${search}${at}`
          : `${search}${at}\n${page.view.setup.command.join(" ")}`;
      },
    };
  };
}
