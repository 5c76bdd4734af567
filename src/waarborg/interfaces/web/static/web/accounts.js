// Passkeys: the browser asks for finger, face, PIN or key, and the answer goes along with the form.
const tell = (form, error) => {
  const place = form.querySelector("[data-key-error]");
  const isCancelled = error.name === "NotAllowedError" || error.name === "AbortError";
  place.textContent = isCancelled ? place.dataset.cancelled : place.dataset.failed;
  place.hidden = false;
};

const given = () => JSON.parse(document.getElementById("sleutel").textContent);

const ways = {
  async create() {
    const options = given().creation_options;
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    });
    return window.webauthnJSON.create(options);
  },
  async use() {
    return window.webauthnJSON.get(given().request_options);
  },
  async "sign-in"(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return window.webauthnJSON.get((await answer.json()).request_options);
  },
};

for (const form of document.querySelectorAll("form[data-key]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await ways[form.dataset.key](form));
      HTMLFormElement.prototype.submit.call(form);
    } catch (error) {
      tell(form, error);
      button.disabled = false;
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
