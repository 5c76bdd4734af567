// For whom this page was made: what it sends says so, and it tells when its visitor went to work elsewhere in another tab.
const page = document.querySelector("meta[name=waarborg-made-for]");

export const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

// the token of now: signing in elsewhere made the one of the page void
export const headers = () => ({ "X-CSRFToken": cookie("csrftoken"), "X-Waarborg-Made-For": page?.content ?? "" });

document.addEventListener("htmx:configRequest", (event) => {
  if (page) event.detail.headers["X-Waarborg-Made-For"] = page.content;
});

// readable part of the seal: person.organisation
const personOf = (seal) => seal.split(".")[0];
const warning = document.querySelector("[data-elsewhere-now]");

if (page && "BroadcastChannel" in window) {
  const tabs = new BroadcastChannel("waarborg-made-for");
  tabs.addEventListener("message", ({ data }) => {
    if (!warning || personOf(data.seal) !== personOf(page.content)) return;
    warning.querySelector("[data-there]").textContent = data.organisation;
    warning.hidden = data.seal === page.content;
  });
  tabs.postMessage({ seal: page.content, organisation: page.dataset.organisation });
}
