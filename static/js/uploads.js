// Sends each chosen file for itself, shows how far it is, and lets one that was lost be sent again.
// Without this file the form sends all of them at once; the server takes or refuses each in the same words.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-uploads]");
  const input = form && form.querySelector("input[type='file']");
  if (!input || !input.files.length) return;
  event.preventDefault();
  const rows = [...input.files].map((file) => addRow(form, file, input.name));
  input.value = "";
  // One after the other: on a slow line, three of ten are worth more than ten halves.
  rows.reduce((before, row) => before.then(row), Promise.resolve());
});

function addRow(form, file, field) {
  const words = form.querySelector("template");
  const row = words.content.firstElementChild.cloneNode(true);
  const [bar, said, again] = ["progress", "[data-said]", "button"].map((what) => row.querySelector(what));
  row.querySelector("bdi").textContent = file.name;
  form.querySelector(".uploads").append(row);

  const say = (text, isBad) => {
    said.textContent = text;
    said.classList.toggle("refused", isBad);
    bar.hidden = true;
    again.hidden = true;
  };
  const start = async () => {
    if (file.size > Number(words.dataset.most)) return say(words.dataset.large, true);
    bar.hidden = false;
    again.hidden = true;
    said.textContent = words.dataset.sending;
    const answer = await send(form, file, field, (share) => { bar.value = share; });
    if (!answer) {
      say(words.dataset.lost, true);
      again.hidden = false;
      return;
    }
    say(answer.refused || words.dataset.taken, Boolean(answer.refused));
    if (!answer.refused) document.body.dispatchEvent(new Event("uploaded"));
  };
  again.addEventListener("click", start);
  return start;
}

// What the server says of one file; nothing when it could not be reached or had trouble of its own.
function send(form, file, field, progress) {
  const body = new FormData(form);
  body.set(field, file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("loadend", () => {
      const answer = request.response;
      resolve(answer && "refused" in answer ? answer : null);
    });
    request.send(body);
  });
}
