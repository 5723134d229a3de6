"use strict";
// What scrolls sideways is reached with the keyboard, too: wide tables, long lines of code.
(() => {
  const mark = () => {
    for (const one of document.querySelectorAll(".table-wrapper, pre, div.math, .cell_output .output")) {
      if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
      else one.removeAttribute("tabindex");
    }
  };
  document.addEventListener("DOMContentLoaded", mark);
  window.addEventListener("load", mark);
  window.addEventListener("resize", mark);
})();
