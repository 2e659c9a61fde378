// Offers to suggest a note on words that are selected; all else is loaded when it is first used.

const [mode, pick] = document.querySelectorAll("[data-suggest]");
const use = async (name) => (await import("./suggest.js"))[name]();
mode.onclick = () => use("mode");
pick.onpointerdown = (event) => event.preventDefault();
pick.onclick = () => use("suggest");
document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  pick.hidden = chosen.isCollapsed || !mode.closest(".reader").contains(chosen.anchorNode?.parentNode);
});
