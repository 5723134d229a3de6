// HTML is written anew only where it differs: what a reader has opened or marked elsewhere stays.
function render({ model, el }) {
  const root = document.createElement("div");
  el.appendChild(root);
  let written = "";
  return follow(model, root, (html) => {
    if (html !== written) root.innerHTML = written = html;
  });
}

export default { render };
