// Keeps an answer while it is given: what is chosen at once, what is typed when the field is left.
import { headers } from "./made-for.js";

const form = document.querySelector("[data-autosave]");
const state = document.querySelector("[data-autosave-state]");

const say = (text) => {
  if (state) state.textContent = text;
};

const isAnswer = (field) => field.name && form.elements.namedItem(`initial-${field.name}`) !== null;

async function save() {
  const data = new FormData(form);
  data.delete("file");
  data.delete("url");
  data.delete("csrfmiddlewaretoken"); // the header has the one of now
  try {
    const response = await fetch(form.action, { method: "POST", body: data, headers: { "X-Autosave": "1", ...headers() } });
    if (response.status === 409) {
      const { is_another: isAnother, message } = await response.json().catch(() => ({}));
      say(isAnother ? message : form.dataset.conflict);
      return;
    }
    if (!response.ok) {
      say(form.dataset.failed);
      return;
    }
    const { version, said } = await response.json();
    form.elements.namedItem("version").value = version;
    for (const initial of form.querySelectorAll("[name^='initial-']")) {
      const name = initial.name.slice("initial-".length);
      initial.value = data.get(name) ?? "";
    }
    say(said);
  } catch {
    say(form.dataset.failed);
  }
}

let saving = Promise.resolve();
form?.addEventListener("change", (event) => {
  if (isAnswer(event.target)) saving = saving.then(save);
});
