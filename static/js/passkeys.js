// Asks the browser for a passkey and sends what it says with the form. Every page has a way without it.
"use strict";

const { webauthnJSON } = window;

// What only works with this file, and with a browser that knows passkeys, stays hidden otherwise.
if (webauthnJSON?.supported()) {
  for (const place of document.querySelectorAll("[data-passkeys]")) place.hidden = false;
}

const begin = async (form) => {
  const { passkey: ceremony, options } = form.dataset;
  if (ceremony === "sign-in") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no challenge");
    return webauthnJSON.get((await answer.json()).request_options);
  }
  const asked = JSON.parse(options);
  if (ceremony === "show") return webauthnJSON.get(asked.request_options);
  const alone = form.elements.passwordless.checked;
  const selection = asked.creation_options.publicKey.authenticatorSelection;
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return webauthnJSON.create(asked.creation_options);
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const trouble = form.querySelector("[data-trouble]");
    trouble.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await begin(form));
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}
