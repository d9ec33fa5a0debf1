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

  // A curve under the pointer, or under its name, stands out.
  const series = element => (element && (element.getAttribute('class') || '').match(/\bc\d+( z)?$/) || [''])[0];
  for (const chart of document.querySelectorAll('svg.chart')) {
    const lines = new Map([...chart.querySelectorAll('.l, .d')].map(line => [line, series(line)]));
    const pick = wanted => lines.forEach((name, line) => line.classList.toggle('off', wanted !== '' && name !== wanted));
    chart.addEventListener('pointerover', event => {
      const named = event.target.matches('text') ? event.target.previousElementSibling : event.target;
      pick(lines.get(named) || '');
    });
    chart.addEventListener('pointerleave', () => pick(''));
  }

  // Along x: drag over a part to see it alone, double-click for all. With the keyboard: + and -.
  for (const plot of document.querySelectorAll('svg.plot')) {
    const chart = plot.ownerSVGElement;
    const [left, top, width, height] = plot.getAttribute('viewBox').split(' ').map(Number);
    const ticks = [...chart.querySelectorAll('text.t')].map(text => [text, Number(text.getAttribute('x'))]);
    let view = [left, width];
    const show = (from, wide) => {
      wide = Math.min(wide, width);
      from = Math.max(left, Math.min(from, left + width - wide));
      view = [from, wide];
      plot.setAttribute('viewBox', [from, top, wide, height].join(' '));
      for (const [text, x] of ticks) {
        const moved = left + (x - from) * width / wide;
        text.setAttribute('x', moved.toFixed(1));
        text.style.display = moved < left - 1 || moved > left + width + 1 ? 'none' : '';
      }
    };
    const at = event => {
      const x = new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse()).x;
      return Math.max(left, Math.min(x, left + width));
    };
    const data = x => view[0] + (x - left) * view[1] / width;
    let start = null;
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    mark.setAttribute('class', 'sel');
    mark.setAttribute('y', top);
    mark.setAttribute('height', height);
    const end = () => { start = null; mark.remove(); };
    plot.addEventListener('pointerdown', event => {
      start = at(event);
      plot.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    plot.addEventListener('pointermove', event => {
      if (start === null) return;
      mark.setAttribute('x', Math.min(start, at(event)));
      mark.setAttribute('width', Math.abs(at(event) - start));
      chart.append(mark);
    });
    plot.addEventListener('pointerup', event => {
      if (start === null) return;
      const [from, to] = [start, at(event)].sort((a, b) => a - b).map(data);
      end();
      if ((to - from) * width / view[1] > 5) show(from, to - from);
    });
    plot.addEventListener('pointercancel', end);
    plot.addEventListener('dblclick', () => show(left, width));
    const box = chart.closest('[tabindex]');
    box.title = 'Drag to zoom in, double-click for all of it; + and - with the keyboard';
    box.addEventListener('keydown', event => {
      const by = { '+': 0.5, '=': 0.5, '-': 2 }[event.key];
      if (by) show(view[0] + view[1] * (1 - by) / 2, view[1] * by);
    });
  }

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
