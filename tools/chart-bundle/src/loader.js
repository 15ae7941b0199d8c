// Waits until a figure is wanted, then fetches the chart module, once for all figures. A figure that has its static
// picture and stands in the first screen, or so close below it that nobody has asked for it yet, waits for pointer or
// focus; others come to life when they come near.

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const isFirstReport = !reported.has(target);
      reported.add(target);
      if (isFirstReport && isIntersecting && !target.querySelector(".figure-empty")) near.unobserve(target);
      else if (isIntersecting) bringToLife(target);
    }
  },
  { rootMargin: "200px" },
);

const reported = new Set();
const started = new Set();

async function bringToLife(figure) {
  if (started.has(figure)) return;
  started.add(figure);
  near.unobserve(figure);
  try {
    const { mount } = await import(new URL(figure.dataset.chartModule, document.baseURI));
    await mount(figure);
  } catch (error) {
    figure.classList.add("figure-failed");
    console.warn("figure:", error);
  }
}

for (const figure of document.querySelectorAll("[data-figure]")) {
  near.observe(figure);
  for (const sign of ["pointerenter", "focusin"]) {
    figure.addEventListener(sign, () => bringToLife(figure), { once: true, passive: true });
  }
}
