// Notes are kept while you type: first on this device, then at the server. Nothing typed is lost with the connection.
import { headers } from "./made-for.js";

const SOON = 1200;
const AGAIN = 5000;
const talk = document.querySelector("[data-talk]");
const banner = document.querySelector("[data-talk-state]");
const page = location.pathname;
const place = (key) => `waarborg:${talk.dataset.member}:${page}:${key}`; // a colleague on this device has notes of their own
const asJson = () => ({ Accept: "application/json", ...headers() });
let moment = talk?.dataset.moment ?? "";
let away = "";

const words = (name) => talk.dataset[name];
const tell = (text) => { if (banner.textContent !== text) banner.textContent = text; };

function typed(form) {
  return Object.fromEntries(["key", "number", "version", "said_by", "text"].map((name) => [name, form.elements[name].value]));
}

function keep(form) {
  const note = typed(form);
  if (note.text.trim()) localStorage.setItem(place(note.key), JSON.stringify(note));
  else localStorage.removeItem(place(note.key));
}

async function send(form) {
  const note = typed(form);
  if (!note.text.trim() && !note.version) return true;
  const state = form.querySelector("[data-note-state]");
  state.textContent = words("saving");
  const body = new FormData(form);
  body.delete("csrfmiddlewaretoken"); // the header has the one of now
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body, headers: asJson() });
  } catch {
    return lost(state, "waiting");
  }
  if (response.redirected || !(response.headers.get("Content-Type") ?? "").includes("json")) return lost(state, "gone");
  const answer = await response.json();
  if (answer.is_another) {
    talk.dataset.another = answer.message;
    return lost(state, "another");
  }
  if (!response.ok) {
    state.textContent = answer.error;
    if (answer.note) form.elements.version.value = answer.note.version;
    return response.status === 409;
  }
  if (away) { away = ""; tell(words("back")); }
  state.textContent = words("saved");
  form.elements.version.value = answer.note?.version ?? "";
  const same = form.elements.text.value === note.text && form.elements.said_by.value === note.said_by;
  if (same) localStorage.removeItem(place(note.key));
  return true;
}

function lost(state, why) {
  away = why;
  tell(words(why));
  state.textContent = words("notSaved");
  return false;
}

function show(note) {
  const list = talk.querySelector(`[data-notes="${CSS.escape(note.number)}"]`);
  if (!list || talk.querySelector(`[data-note-form] [name=key][value="${note.key}"]`)) return; // still being typed here
  const before = list.querySelector(`[data-key="${note.key}"]`);
  const item = before ?? list.appendChild(document.createElement("li"));
  item.className = "wb-talk__note";
  item.dataset.key = note.key;
  const said = document.createElement("p");
  said.className = "wb-talk__said";
  if (note.said_by) said.append(Object.assign(document.createElement("strong"), { textContent: note.said_by }), " ");
  said.append(Object.assign(document.createElement("span"), { className: "wb-quiet wb-small", textContent: `${note.by}, ${note.at}` }));
  const text = Object.assign(document.createElement("p"), { className: "wb-talk__text", textContent: note.text });
  item.replaceChildren(said, text);
}

async function look() {
  if (document.hidden) return;
  try {
    const response = await fetch(`${talk.dataset.since}?na=${encodeURIComponent(moment)}`, { headers: asJson() });
    if (response.redirected || !response.ok) return;
    const answer = await response.json();
    moment = answer.moment;
    answer.notes.forEach(show);
  } catch { /* the next look tries again */ }
}

// crypto.randomUUID is only there over https
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function newForm(form) {
  const key = uuid();
  form.elements.key.value = key;
  form.elements.key.setAttribute("value", key);
  form.elements.version.value = "";
  form.elements.text.value = "";
  form.elements.text.focus();
}

// a note that was typed here before and never reached the server: back in its form
function restore(form) {
  const number = form.elements.number.value;
  for (let place_ = 0; place_ < localStorage.length; place_ += 1) {
    const name = localStorage.key(place_);
    if (!name.startsWith(place(""))) continue;
    const note = JSON.parse(localStorage.getItem(name));
    if (note.number !== number || form.elements.text.value) continue;
    for (const field of ["key", "version", "said_by", "text"]) form.elements[field].value = note[field];
    form.elements.key.setAttribute("value", note.key);
    return send(form);
  }
  return null;
}

if (talk) {
  for (const form of talk.querySelectorAll("[data-note-form]")) {
    let timer;
    restore(form);
    form.addEventListener("input", () => {
      keep(form);
      clearTimeout(timer);
      timer = setTimeout(() => send(form), SOON);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(timer);
      if (!form.elements.text.value.trim()) return;
      const key = form.elements.key.value;
      const note = { ...typed(form), by: "", at: "" };
      if (!(await send(form))) return;
      newForm(form);
      show({ ...note, key });
      look();
    });
  }
  const retry = () => {
    if (!away) return;
    for (const form of talk.querySelectorAll("[data-note-form]")) if (localStorage.getItem(place(form.elements.key.value))) send(form);
  };
  setInterval(() => { retry(); look(); }, AGAIN);
  window.addEventListener("online", retry);
  window.addEventListener("beforeunload", (event) => {
    const open = [...talk.querySelectorAll("[data-note-form]")].some((form) => localStorage.getItem(place(form.elements.key.value)));
    if (open) event.preventDefault();
  });
}
