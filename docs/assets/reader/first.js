// The reader's choices, before the first paint.
{
  const root = document.documentElement.dataset;
  const query = new URLSearchParams(location.search);
  let saved = {};
  try {
    saved = JSON.parse(localStorage.reader) || saved;
  } catch {}
  const { notes, hide } = query.has("notes") ? Object.fromEntries(query) : saved;
  root.notes = /^(all|none)$/.test(notes) ? notes : "key";
  root.hide = `${hide || ""}`.replace(/[^a-z-]+/g, " ");
  root.scheme = saved.scheme || "";
}
