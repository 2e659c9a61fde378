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
}
