// Opens the search, loaded when first wanted. No module, for pages opened from a folder.

{
  const dialog = document.querySelector("dialog.search");
  const address = new URL("search-dialog.js", document.currentScript.src);

  const open = () => {
    dialog.showModal();
    dialog.querySelector("input").select();
    import(address).catch(() => {
      dialog.querySelector("[role=status]").textContent = dialog.dataset.missing;
    });
  };
  const key = (event) => {
    if (!/^[/fs]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector(":root[data-keys=off], dialog[open]")) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    open();
  };

  if (dialog) {
    document.querySelector(".search-open").onclick = open;
    document.addEventListener("keydown", key);
  }
}
