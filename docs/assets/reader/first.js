// Before the first paint: the reader's choices become attributes of the root, which the style sheets read.
(function (root, query, saved, notes) {
  try {
    saved = JSON.parse(localStorage.getItem("reader")) || saved;
  } catch (_) {}
  notes = query.get("notes") || saved.notes;
  root.notes = /^(key|all|none)$/.test(notes) ? notes : "key";
  root.hide = String(query.get("hide") || saved.hide || "").replace(/[^a-z-]+/g, " ");
  if (saved.scheme) root.scheme = saved.scheme;
  if (saved.keys) root.keys = saved.keys;
})(document.documentElement.dataset, new URLSearchParams(location.search), {});
