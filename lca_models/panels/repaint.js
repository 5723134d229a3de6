// Text that was drawn before the Chinese font had loaded keeps its empty boxes until it is shaped anew.
function render() {
  const repaint = () => {
    for (const panel of document.querySelectorAll(".lca-app")) {
      panel.style.fontKerning = "none";
      setTimeout(() => panel.style.removeProperty("font-kerning"), 300);
    }
  };
  // Asked for now, the glyphs are there before somebody switches to them.
  document.fonts.load('14px "LCA Noto Sans SC"', "\u7535\u6c60").then(repaint);
  document.fonts.ready.then(repaint);
  document.fonts.addEventListener("loadingdone", repaint);
  return () => document.fonts.removeEventListener("loadingdone", repaint);
}

export default { render };
