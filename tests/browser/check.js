// Checks every page of a directory: console, requests, overflow, overlapping text, theme button, keyboard focus.
const fs = require("fs");
const path = require("path");
const os = require("os");
const { chromium } = require("playwright-core");

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

function overlaps() {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script,style,title")) continue;
    if (!parent.checkVisibility({ contentVisibilityAuto: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) texts.push({ node, box, text: node.data.trim().slice(0, 40) });
    }
  }
  const found = [];
  for (let i = 0; i < texts.length; i++) {
    for (let j = i + 1; j < texts.length; j++) {
      const [a, b] = [texts[i], texts[j]];
      if (a.node === b.node) continue;
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (across > 1.5 && down > 5) found.push(a.text + " / " + b.text);
    }
  }
  return { texts: texts.length, found: found.slice(0, 5) };
}

async function main(directory) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "profile-"));
  const failures = [];
  let checked = 0;
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const browser = await chromium.launchPersistentContext(path.join(profile, colorScheme + width), {
        executablePath: process.env.CHROMIUM, headless: true, args: flags, colorScheme, viewport: { width, height: 900 },
      });
      for (const file of fs.readdirSync(directory).sort()) {
        const page = await browser.newPage();
        const where = `${file} ${colorScheme} ${width}`;
        const fail = (what) => failures.push(`${where}: ${what}`);
        page.on("console", (message) => ["error", "warning"].includes(message.type()) && fail(`console: ${message.text()}`));
        page.on("pageerror", (error) => fail(`error: ${error.message}`));
        page.on("request", (request) => /^(file|data):/.test(request.url()) || fail(`request: ${request.url()}`));
        await page.goto("file://" + path.join(directory, file));
        if (process.env.SCREENSHOTS) {
          fs.mkdirSync(process.env.SCREENSHOTS, { recursive: true });
          const name = `${path.basename(file, ".html")}-${colorScheme}-${width}.png`;
          await page.screenshot({ path: path.join(process.env.SCREENSHOTS, name), fullPage: true });
        }
        for (const open of [false, true]) {
          if (open) await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (wide > 0) fail(`the page is ${wide} pixels too wide`);
          const { texts, found } = await page.evaluate(overlaps);
          if (texts < 20) fail(`only ${texts} texts`);
          for (const pair of found) fail(`overlap: ${pair}`);
        }
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const before = await ground();
        const dark = before.match(/\d+/g).every((part) => Number(part) < 60);
        if (dark !== (colorScheme === "dark")) fail(`ground ${before}`);
        await page.keyboard.press("Tab");
        if (await page.evaluate(() => document.activeElement.id) !== "theme") fail("the first stop is not the theme button");
        await page.keyboard.press("Enter");
        if (await ground() === before) fail("the theme does not change");
        const fraction = page.locator(".q").first();
        if (await fraction.count()) {
          await fraction.focus();
          await page.keyboard.press("Shift+Tab");
          await page.keyboard.press("Tab");
          const shown = await fraction.evaluate((one) => getComputedStyle(one, "::after").content);
          if (!shown.includes("≈")) fail(`no decimals on focus: ${shown}`);
        }
        await page.close();
        checked += 1;
      }
      await browser.close();
    }
  }
  fs.rmSync(profile, { recursive: true, force: true });
  failures.forEach((failure) => console.error(failure));
  console.log(`${checked} views checked, ${failures.length} failures`);
  process.exit(failures.length ? 1 : 0);
}

main(process.argv[2]).catch((error) => { console.error(error); process.exit(2); });
