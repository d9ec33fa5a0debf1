'use strict';
(() => {
  const root = document.documentElement;
  const tools = document.getElementById('tools');
  tools.hidden = false;
  tools.addEventListener('submit', event => event.preventDefault());

  const store = {
    get: () => { try { return localStorage.getItem('quiesce-theme'); } catch (e) { return null; } },
    set: value => { try { localStorage.setItem('quiesce-theme', value); } catch (e) { /* no storage for files */ } }
  };
  const dark = () => root.dataset.theme
    ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  if (store.get()) root.dataset.theme = store.get();
  document.getElementById('theme').addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    store.set(root.dataset.theme);
  });

  for (const box of tools.querySelectorAll('[data-hides]')) {
    const apply = () => root.classList.toggle(box.dataset.hides, !box.checked);
    box.addEventListener('change', apply);
    apply();
  }

  const find = document.getElementById('find');
  const found = document.getElementById('found');
  const items = () => document.querySelectorAll(
    '#counterexamples > details, #evidence section > details, #cells tbody tr');
  const search = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0, all = 0;
    for (const item of items()) {
      const section = item.closest('section');
      const line = item.tagName === 'DETAILS' ? item.querySelector('summary') : item;
      const text = (line.textContent + ' ' + (item.dataset.f || '') + ' '
        + (section.querySelector('h2, h3') || line).textContent).toLowerCase();
      const hit = words.every(word => text.includes(word));
      item.classList.toggle('unfound', !hit);
      all++;
      if (hit) shown++;
    }
    found.textContent = words.length ? shown + ' of ' + all + ' entries below match' : '';
  };
  find.addEventListener('input', search);
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      find.focus();
    }
  });

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    target.classList.remove('unfound');
    for (let up = target; up; up = up.parentElement) {
      if (up.tagName === 'DETAILS') up.open = true;
      up.classList.remove('unfound');
    }
    target.scrollIntoView();
    if (!target.matches('a, button, input, summary')) {
      const place = target.tagName === 'DETAILS' ? target.querySelector('summary') : target;
      if (place.tagName !== 'SUMMARY') place.setAttribute('tabindex', '-1');
      place.focus({ preventScroll: true });
    }
  };
  addEventListener('hashchange', reveal);
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) reveal();
  });
  reveal();
})();
