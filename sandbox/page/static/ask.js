// Asks the server to do something for the person of this tab, and says in a notice what went wrong.

export const person = () => document.body.dataset.person;

export async function ask(act, body) {
  try {
    const answer = await fetch(`/as/${encodeURIComponent(person())}/${act}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { trouble: "The sandbox does not answer. Is it still running?" };
  }
}

export function notice(sentence) {
  const shown = document.createElement("p");
  shown.textContent = sentence;
  document.getElementById("notices").append(shown);
  setTimeout(() => shown.remove(), 7000);
}

// Where an element stands: the view or the message that the server knows.
export function surface(element) {
  const view = element.closest("[data-view]");
  if (view) return { view: view.dataset.view };
  const message = element.closest("[data-ts]");
  return message ? { channel: message.dataset.channel, ts: message.dataset.ts } : {};
}

export async function whileBusy(control, work) {
  control.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}
