// Shows how far chosen files are on their way, and lets what was lost be sent again. A form with data-uploads="each"
// sends every file for itself and hears of each in JSON; one with data-uploads="whole" is sent as it is, and the page
// that answers takes the place of this one. Without this file both are plain forms.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-uploads]");
  const input = form && form.querySelector("input[type='file']");
  if (!input || !input.files.length) return;
  event.preventDefault();
  const files = [...input.files];
  if (form.dataset.uploads === "whole") {
    form.querySelector(".uploads").replaceChildren();
    addRow(form, files.map((file) => file.name).join(", "), (progress) => sendWhole(form, progress))();
    return;
  }
  const rows = files.map((file) => addRow(form, file.name, (progress) => sendOne(form, input.name, file, progress)));
  input.value = "";
  // One after the other: on a slow line, three of ten are worth more than ten halves.
  rows.reduce((before, row) => before.then(row), Promise.resolve());
});

// A row of the form's list; the function that sends (again) what it stands for.
function addRow(form, name, send) {
  const words = form.querySelector("template");
  const row = words.content.firstElementChild.cloneNode(true);
  const [bar, said, again] = ["progress", "[data-said]", "button"].map((what) => row.querySelector(what));
  row.querySelector("bdi").textContent = name;
  form.querySelector(".uploads").append(row);
  const start = async () => {
    [bar.hidden, again.hidden, said.textContent] = [false, true, words.dataset.sending];
    const answer = await send((share) => { bar.value = share; });
    [bar.hidden, again.hidden] = [true, Boolean(answer)];
    said.textContent = answer ? answer.refused || words.dataset.taken : words.dataset.lost;
    said.classList.toggle("refused", !answer || Boolean(answer.refused));
  };
  again.addEventListener("click", start);
  return start;
}

// What the server says of one file; null when it could not be reached or had trouble of its own.
async function sendOne(form, field, file, progress) {
  const words = form.querySelector("template").dataset;
  if (file.size > Number(words.most)) return { refused: words.large };
  const body = new FormData(form);
  body.set(field, file);
  const { response } = await post(form, body, "application/json", "json", progress);
  const answer = response && "refused" in response ? response : null;
  if (answer && !answer.refused) document.body.dispatchEvent(new Event("uploaded"));
  return answer;
}

async function sendWhole(form, progress) {
  const { response: page, responseURL, status } = await post(form, new FormData(form), "text/html", "document", progress);
  const main = page && page.getElementById("main");
  if (!main || status >= 500) return null;
  for (const part of ["messages", "main"]) document.getElementById(part).replaceWith(page.getElementById(part));
  document.title = page.title;
  if (responseURL !== location.href) history.pushState(null, "", responseURL);
  if (window.htmx) window.htmx.process(main);
  main.focus();
  scrollTo(0, 0);
  return { refused: "" };
}

function post(form, body, accept, type, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", accept);
    request.responseType = type;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("loadend", () => resolve(request));
    request.send(body);
  });
}

addEventListener("popstate", () => location.reload());
