"use strict";

/* A page is whole without this script. With it, a lesson is walked through part by part, cells say
 * where their numbers come from, and questions are judged. All texts are those of the page: they
 * are moved as text, never read as anything else. */

document.addEventListener("DOMContentLoaded", function () {
    const words = document.body.dataset;
    const contents = document.getElementById("contents");
    let walks = [];  /* the lessons of the page */
    let walk = null; /* the one that is open */

    /* ---- Stepping ---------------------------------------------------------------------------- */

    function makeWalk(article) {
        const find = (selector) => article.querySelector(selector);
        const walk = {
            article,
            parts: Array.from(article.querySelectorAll(".part")),
            steps: Array.from(article.querySelectorAll(".step")),
            shown: 1,
            dock: find(".dock"),
            why: find(".why"),
            line: find(".line"),
            note: find(".note"),
            place: find(".place"),
            loss: find(".loss b"),
            trail: [], /* of cells that were followed */
        };
        walk.lossText = walk.loss && walk.loss.textContent;
        find(".controls .steps").hidden = false;
        find(".keys").hidden = false;
        for (const heading of article.querySelectorAll("h1, h2, h3")) {
            heading.tabIndex = -1;
        }
        for (const part of walk.parts.filter((one) => !one.querySelector("h2, h3"))) {
            part.tabIndex = -1;
        }
        for (const button of article.querySelectorAll("[data-go]")) {
            button.addEventListener("click", () => go(walk, button.dataset.go));
        }
        article.querySelectorAll(".question").forEach(makeQuestion);
        makeCells(walk);
        show(walk, 1);
        return walk;
    }

    const isLater = (element) => element.classList.contains("later");

    /* The first `count` parts, and the steps they are in. */
    function show(walk, count) {
        walk.shown = Math.max(1, Math.min(count, walk.parts.length));
        walk.trail = [];
        walk.parts.forEach((part, i) => {
            part.classList.toggle("later", i >= walk.shown);
            part.classList.toggle("here", i === walk.shown - 1);
        });
        for (const step of walk.steps) {
            step.classList.toggle("later", step.querySelector(".part:not(.later)") === null);
        }
        const about = walk.article.querySelector(".about");
        about.classList.toggle("later", walk.shown < walk.parts.length);
        walk.place.textContent = walk.place.dataset.text.replace("{part}", walk.shown)
            .replace("{parts}", walk.parts.length);
        for (const button of walk.dock.querySelectorAll("[data-go]")) {
            const atEnd = button.dataset.go === "back" ? walk.shown === 1
                : walk.shown === walk.parts.length;
            button.setAttribute("aria-disabled", atEnd);
        }
        if (walk.loss) {
            const stage = document.getElementById(walk.loss.dataset.stage);
            walk.loss.textContent = stage && isLater(stage) ? "?" : walk.lossText;
        }
    }

    const here = (walk) => walk.parts[walk.shown - 1];

    /* The part that came last; of a step's first part, the whole step. */
    function unit(walk) {
        const part = here(walk);
        const step = part.closest(".step");
        return step && step.querySelector(".part") === part ? step : part;
    }

    function go(walk, where) {
        const before = walk.shown;
        const counts = { on: before + 1, back: before - 1, start: 1, end: walk.parts.length };
        clearWhy(walk);
        show(walk, counts[where]);
        if (where === "start") {
            focusHeading(walk.article);
            window.scrollTo(0, 0);
        } else if (walk.shown !== before) {
            focusHeading(unit(walk));
            unit(walk).scrollIntoView({ block: "nearest" });
        }
    }

    function focusHeading(element) {
        const heading = element.querySelector("h1, h2, h3");
        (heading || element).focus({ preventScroll: true });
    }

    /* How far there is to scroll within what is shown last. */
    const below = (walk) => here(walk).getBoundingClientRect().bottom -
        walk.dock.getBoundingClientRect().top;
    const above = (walk) => -unit(walk).getBoundingClientRect().top;
    const screenful = (walk) => walk.dock.getBoundingClientRect().top * 0.85;

    /* A step in a direction is more of the part that is shown; only then, another part. */
    function advance(walk, far, direction, where) {
        if (far > 1) {
            window.scrollBy(0, direction);
        } else {
            go(walk, where);
        }
    }

    /* True where the key did something. */
    function stepKey(walk, key, shift) {
        const line = 60;
        switch (key) {
        case " ":
            stepKey(walk, shift ? "PageUp" : "PageDown");
            break;
        case "PageDown":
            advance(walk, below(walk), Math.min(screenful(walk), below(walk) + line), "on");
            break;
        case "ArrowDown":
            advance(walk, below(walk), line, "on");
            break;
        case "PageUp":
            advance(walk, above(walk), -Math.min(screenful(walk), above(walk) + line), "back");
            break;
        case "ArrowUp":
            advance(walk, above(walk), -line, "back");
            break;
        case "ArrowRight":
            go(walk, "on");
            break;
        case "ArrowLeft":
            go(walk, "back");
            break;
        case "Home":
            go(walk, "start");
            break;
        case "End":
            go(walk, "end");
            break;
        default:
            return false;
        }
        return true;
    }

    document.addEventListener("keydown", function (event) {
        const at = event.target;
        if (!walk || event.altKey || event.ctrlKey || event.metaKey) {
            return;
        }
        if (at.closest("input")) {
            if (event.key === "Escape") {
                focusHeading(at.closest(".part"));
            }
            return;
        }
        const press = (event.key === " " || event.key === "Enter") &&
            at.closest("button, summary, a");
        const scroll = event.key.startsWith("Arrow") && at.closest(".wide, pre") === at;
        if (press || scroll) {
            return;
        }
        const cell = at.closest("[data-line]");
        if ((cell && cellKey(walk, cell, event.key)) || questionKey(here(walk), event.key) ||
            stepKey(walk, event.key, event.shiftKey)) {
            event.preventDefault();
        }
    });

    /* ---- Cells ------------------------------------------------------------------------------- */

    const operands = (cell) => (cell.dataset.of || "").split(" ")
        .map((id) => id && document.getElementById(id)).filter((found) => found);

    function clearMarks(walk) {
        for (const cell of walk.article.querySelectorAll(".asked, .operand")) {
            cell.classList.remove("asked", "operand");
        }
    }

    function clearWhy(walk) {
        clearMarks(walk);
        walk.why.hidden = true;
    }

    function explain(walk, cell) {
        clearMarks(walk);
        cell.classList.add("asked");
        operands(cell).forEach((operand) => operand.classList.add("operand"));
        walk.line.textContent = cell.dataset.line;
        walk.note.textContent = cell.dataset.note || "";
        walk.why.hidden = false;
    }

    /* One cell of each table is reached by Tab, the others from there by arrows. */
    function makeCells(walk) {
        for (const group of walk.article.querySelectorAll(".wide, .scalar")) {
            const cells = group.querySelectorAll("[data-line]");
            cells.forEach((cell, i) => { cell.tabIndex = i === 0 ? 0 : -1; });
            if (cells.length > 0) {
                group.removeAttribute("tabindex");
            }
        }
        const cellOf = (event) => event.target.closest("[data-line]");
        const focused = () => walk.article.querySelector("[data-line]:focus");
        walk.article.addEventListener("focusin", function (event) {
            const cell = cellOf(event);
            if (!cell) {
                clearWhy(walk);
                return;
            }
            const group = cell.closest(".wide, .scalar");
            for (const other of group.querySelectorAll("[data-line][tabindex='0']")) {
                other.tabIndex = -1;
            }
            cell.tabIndex = 0;
            cell.setAttribute("aria-describedby", walk.line.id);
            explain(walk, cell);
        });
        walk.article.addEventListener("focusout", function (event) {
            const cell = cellOf(event);
            if (cell) {
                cell.removeAttribute("aria-describedby");
                clearWhy(walk);
            }
        });
        walk.article.addEventListener("mouseover", function (event) {
            const cell = cellOf(event) || focused();
            if (cell) {
                explain(walk, cell);
            } else if (!walk.dock.contains(event.target)) {
                clearWhy(walk);
            }
        });
    }

    /* True where the key did something. */
    function cellKey(walk, cell, key) {
        const row = cell.parentElement;
        const inRow = (line) => Array.from(line ? line.querySelectorAll("[data-line]") : []);
        const at = inRow(row).indexOf(cell);
        const rowAt = (side) => {
            let line = row[side];
            while (line && inRow(line).length === 0) {
                line = line[side];
            }
            return inRow(line)[at];
        };
        let next = null;
        switch (key) {
        case "ArrowRight":
            next = inRow(row)[at + 1];
            break;
        case "ArrowLeft":
            next = inRow(row)[at - 1];
            break;
        case "ArrowDown":
            next = rowAt("nextElementSibling");
            break;
        case "ArrowUp":
            next = rowAt("previousElementSibling");
            break;
        case "Enter":
            next = operands(cell)[0];
            if (next) {
                walk.trail.push(cell);
            }
            break;
        case "Backspace":
        case "Escape":
            next = walk.trail.pop();
            if (!next) {
                focusHeading(here(walk));
            }
            break;
        default:
            return false;
        }
        if (next) {
            next.focus();
        }
        return true;
    }

    /* ---- Questions --------------------------------------------------------------------------- */

    /* As the program reads it: .5, -3, 1e-4, 1/3, inf, a comma for the point; else null. */
    function readAnswer(typed) {
        const text = typed.trim().replace(/,/g, ".").toLowerCase();
        const word = /^([+-]?)(inf|nan)$/.exec(text);
        const number = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:\/(\d+\.?\d*|\.\d+))?$/.exec(text);
        if (word) {
            const value = word[2] === "nan" ? NaN : word[1] === "-" ? -Infinity : Infinity;
            return { value, unit: 0, digits: 17 };
        }
        if (!number || Number(number[2]) === 0) {
            return null;
        }
        if (number[2]) {
            return { value: Number(number[1]) / Number(number[2]), unit: 0, digits: 17 };
        }
        const [mantissa, power] = number[1].split("e");
        const decimals = (mantissa.split(".")[1] || "").length;
        const digits = mantissa.replace(/[^\d]/g, "").replace(/^0+/, "").length;
        return {
            value: Number(number[1]),
            unit: Math.pow(10, Number(power || 0) - decimals),
            digits: Math.max(1, digits),
        };
    }

    /* Right within the tolerance, or as far as its digits go, if these are two or more. */
    function judge(answer, value, tolerance) {
        const slack = 1 + 1e-9;
        if (Number.isNaN(value) || Number.isNaN(answer.value)) {
            return Number.isNaN(value) && Number.isNaN(answer.value) ? "right" : "wrong";
        }
        if (!Number.isFinite(value) || !Number.isFinite(answer.value)) {
            return value === answer.value ? "right" : "wrong";
        }
        const distance = Math.abs(answer.value - value);
        if (distance <= tolerance * slack + 1e-15 * Math.abs(value)) {
            return "right";
        }
        if (answer.value === 0 || distance > answer.unit / 2 * slack) {
            return "wrong";
        }
        const place = Math.floor(Math.log10(Math.abs(value)));
        const begins = distance <= Math.pow(10, place - answer.digits + 1) / 2 * slack;
        return answer.digits >= 2 ? "right" : begins ? "few" : "wrong";
    }

    /* "inf", "-inf" and "nan" are the program's. */
    const numberOf = (text) => readAnswer(text).value;

    function makeQuestion(question) {
        const verdict = question.querySelector(".verdict");
        const hints = Array.from(question.querySelectorAll(".hint"));
        const answer = question.querySelector(".answer");
        const say = (verdictIs, text) => {
            verdict.dataset.is = verdictIs;
            verdict.textContent = text;
            if (verdictIs === "right") {
                answer.open = true;
                focusHeading(question);
            }
        };
        hints.forEach((hint, i) => { /* one layer after the other */
            hint.hidden = i > 0;
            hint.addEventListener("toggle", () => {
                if (hint.open && hints[i + 1]) {
                    hints[i + 1].hidden = false;
                }
            });
        });
        question.querySelectorAll(".choices li").forEach((item, i) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = item.textContent;
            item.textContent = "";
            item.append(button);
            button.addEventListener("click", () => {
                const right = i === Number(question.dataset.choice);
                item.dataset.is = right ? "right" : "wrong";
                say(item.dataset.is, right ? words.right : words.wrong + " " + words.another);
            });
        });
        const form = question.querySelector("form");
        if (form) {
            form.hidden = false;
            form.addEventListener("submit", (event) => {
                event.preventDefault();
                judgeNumber(question, form.querySelector("input").value, say);
            });
        }
    }

    function judgeNumber(question, typed, say) {
        const answer = readAnswer(typed);
        const tolerance = Number(question.dataset.tolerance);
        if (!answer) {
            say("unread", words.number);
            return;
        }
        const verdict = judge(answer, numberOf(question.dataset.value), tolerance);
        const slip = Array.from(question.querySelectorAll(".slips li")).find((item) =>
            judge(answer, numberOf(item.dataset.value), tolerance) === "right");
        if (verdict === "wrong") {
            say(verdict, words.wrong + " " + (slip ? slip.textContent : words.again));
        } else {
            say(verdict, verdict === "few" ? words.few : words.right);
        }
    }

    /* Letters choose, digits begin an answer. The key itself goes on to the input. */
    function questionKey(part, key) {
        const choices = part.querySelectorAll(".choices button");
        const choice = key.length === 1 && key >= "a" && key <= "z" ? key.charCodeAt(0) - 97 : -1;
        const input = part.querySelector("form input");
        if (choices[choice]) {
            choices[choice].click();
            return true;
        }
        if (input && /^[0-9.-]$/.test(key)) {
            input.focus();
        }
        return false;
    }

    /* ---- Which lesson is open ---------------------------------------------------------------- */

    function open() {
        const target = document.getElementById(location.hash.slice(1));
        walk = walks.find((one) => target && one.article.contains(target)) ||
            (contents ? null : walks[0]);
        for (const other of walks) {
            other.article.classList.toggle("later", other !== walk);
        }
        if (contents) {
            contents.classList.toggle("later", walk !== null);
        }
        const part = walk && target && target.closest(".part, .step");
        const first = part && (part.matches(".part") ? part : part.querySelector(".part"));
        if (first) {
            show(walk, Math.max(walk.shown, walk.parts.indexOf(first) + 1));
            target.scrollIntoView({ block: "nearest" });
        } else if (contents) {
            window.scrollTo(0, 0);
            focusHeading(walk ? walk.article : contents);
        }
    }

    let unfolded = []; /* what was opened to be printed */
    window.addEventListener("beforeprint", () => {
        unfolded = Array.from(document.querySelectorAll("details:not([open])"));
        unfolded.forEach((fold) => { fold.open = true; });
    });
    window.addEventListener("afterprint", () => {
        unfolded.forEach((fold) => { fold.open = false; });
    });
    window.addEventListener("hashchange", open);
    document.documentElement.classList.add("stepped");
    walks = Array.from(document.querySelectorAll("article.lesson"), makeWalk);
    if (walks.length > 0) {
        open();
    }
});
