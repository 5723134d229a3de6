// What stands behind the question mark, told once; only where the page is ours (a notebook's address belongs to JupyterLab).
function render({ model }) {
  if (location.search && document.querySelector('meta[name="lca-models-address"]')) {
    model.set("search", location.search);
    model.save_changes();
  }
}

export default { render };
