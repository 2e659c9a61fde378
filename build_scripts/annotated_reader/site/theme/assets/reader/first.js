// The reader's choices, before the first paint.
{
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  let saved = {};
  try {
    saved = JSON.parse(localStorage.reader) || saved;
  } catch {}
  const { notes, hide } = query.has("notes") ? Object.fromEntries(query) : saved;
  for (const kind of `${hide || ""}`.match(/[a-z-]+/g) || []) root.setAttribute(`data-hide-${kind}`, "");
  root.dataset.notes = /^(all|none)$/.test(notes) ? notes : "key";
  root.dataset.scheme = saved.scheme || "";
  root.dataset.keys = saved.keys || "";
  // where a script of ours does not come, the page is as it is without scripts
  addEventListener(
    "error",
    ({ target }) => {
      if (target.localName === "script") for (const name in root.dataset) delete root.dataset[name];
    },
    true,
  );
}
