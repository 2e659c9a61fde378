// Opens the search, loaded when first wanted. No module, for pages opened from a folder.

{
  const dialog = document.querySelector("dialog.search");
  const address = new URL("search-dialog.js", document.currentScript.src);

  if (dialog)
    document.querySelector(".search-open").onclick = () => {
      dialog.showModal();
      dialog.querySelector("input").select();
      import(address).catch(() => {
        dialog.querySelector("[role=status]").textContent = dialog.dataset.missing;
      });
    };
}
