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
// Who searches in Chinese is answered in it, in the words that Sphinx has for pages in Chinese.
(() => {
  const results = document.getElementById("search-results"), query = new URLSearchParams(location.search).get("q") || "";
  if (!results || !/[\u4e00-\u9fff]/.test(query)) return;
  const found = "搜索完成，匹配到${resultCount}页。";
  Object.assign(Documentation.TRANSLATIONS, {
    "Search Results": "搜索结果",
    "Searching": "正在搜索中",
    "Preparing search...": "正在准备搜索……",
    "Search finished, found one page matching the search query.": [found, found],
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "您的搜索没有匹配到文档。请确保关键词拼写正确，并且选择了合适的分类。",
  });
  results.lang = "zh-Hans";
})();
