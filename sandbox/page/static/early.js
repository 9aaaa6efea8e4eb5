// Runs before the page is painted, so that theme and guide do not flash.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem("theme");
  if (theme) root.dataset.theme = theme;
  root.dataset.guide = localStorage.getItem("guide") ?? "open";
})();
