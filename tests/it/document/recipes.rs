//! The first two recipes of `docs/recipes.md` name every file that has to be touched, and what has to be in it: compared with
//! resources that were added so, and with the toy, which has nothing but what they say.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::links::{all, root};

const RECIPES: &str = include_str!("../../../docs/recipes.md");
const TOY: &str = include_str!("../crud/toy.rs");
/// What a migration's name is in a recipe.
const STEP: &str = "mYYYYMMDD_NNNNNN_create_<xs>";

/// What one is called in code, several, and its type.
struct Names(&'static str, &'static str, &'static str);

const IN_WORKSPACES: [Names; 5] = [
    Names("agent_session", "agent_sessions", "AgentSession"),
    Names("guardrail", "guardrails", "Guardrail"),
    Names("memory", "memories", "Memory"),
    Names("project", "projects", "Project"),
    Names("skill", "skills", "Skill"),
];
const PLAIN: Names = Names("connection", "connections", "Connection");
const MARBLE: Names = Names("marble", "marbles", "Marble");

impl Names {
    fn fill(&self, text: &str) -> String {
        let Self(one, several, kind) = self;
        let filled = text.replace("<xs>", several).replace("<x>", one).replace("<X>", kind);
        filled.replace("<path>", &several.replace('_', "-"))
    }
}

struct Step {
    file: &'static str,
    is_new: bool,
    /// Not every resource has it.
    is_optional: bool,
    lines: Vec<&'static str>,
}

/// The steps of the recipe with this heading.
fn steps(heading: &str) -> Vec<Step> {
    let recipe = RECIPES.split_once(&format!("\n## {heading}\n")).unwrap().1.split_once("\n## ").unwrap().0;
    let mut steps: Vec<Step> = Vec::new();
    for line in recipe.lines() {
        if let Some((_, step)) = line.split_once(". ").filter(|(number, _)| number.parse::<u8>().is_ok()) {
            let (before, rest) = step.split_once('`').unwrap();
            let (file, rest) = rest.split_once('`').unwrap();
            let is_optional = before.starts_with("If ");
            steps.push(Step { file, is_new: rest.starts_with(", new"), is_optional, lines: Vec::new() });
        } else if let Some(code) = line.trim_start().strip_prefix("- ") {
            steps.last_mut().unwrap().lines.push(code.trim_matches('`').trim());
        }
    }
    steps
}

fn read(file: &str) -> Option<String> {
    fs::read_to_string(root().join(file)).ok()
}

/// The migration that has all of these lines; or that has its name, where it is older than the recipe.
fn migration(lines: &[String], several: &str) -> Option<String> {
    let all: Vec<_> = all(".rs").into_iter().filter(|file| file.starts_with(root().join("migration/src"))).collect();
    let has_lines = |file: &&PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        lines.iter().all(|line| text.contains(line))
    };
    let has_name = |file: &&PathBuf| file.to_string_lossy().ends_with(&format!("_create_{several}.rs"));
    let found = all.iter().find(has_lines).or_else(|| all.iter().find(has_name))?;
    Some(found.file_stem()?.to_str()?.to_owned())
}

/// Each step's file is there, with its lines, for this resource.
fn compare(heading: &str, names: &Names) {
    let mut migrated = STEP.to_owned();
    for Step { file, is_optional, lines, .. } in steps(heading) {
        let fill = |text: &str| names.fill(&text.replace(STEP, &migrated));
        let lines: Vec<_> = lines.into_iter().map(fill).collect();
        if file.contains(STEP) {
            migrated = migration(&lines, names.1).unwrap_or_else(|| panic!("{}: no migration has {lines:?}", names.0));
            continue;
        }
        let file = fill(file);
        let text = read(&file).filter(|text| !is_optional || lines.first().is_some_and(|line| text.contains(line)));
        match text {
            None => assert!(is_optional, "there is no {file}"),
            Some(text) => {
                for line in &lines {
                    assert!(text.contains(line), "{heading}: {file} has no {line}");
                }
            }
        }
    }
}

#[test]
fn every_resource_has_what_the_recipe_says() {
    compare("Add a resource", &PLAIN);
    for names in &IN_WORKSPACES {
        compare("Add a resource that is in workspaces", names);
    }
}

#[test]
fn the_toy_has_what_the_recipe_says_of_new_files() {
    for Step { file, lines, .. } in
        steps("Add a resource that is in workspaces").into_iter().filter(|step| step.is_new && !step.is_optional)
    {
        for line in lines {
            let line = MARBLE.fill(line);
            assert!(TOY.contains(&line), "{file} is to have {line}; the toy does without");
        }
    }
}

/// As the code has it; the text of a document may be about more than the recipe.
fn is_code(file: &Path) -> bool {
    let folders = ["api", "entity", "identity", "kernel", "resource", "tests/harness", "tests/it/policy"];
    folders.iter().any(|folder| file.starts_with(folder))
}

/// The lines of a file that know of skills, which nothing else is called.
fn knowing(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(root().join(file)).unwrap();
    text.lines().filter(|line| line.to_lowercase().contains("skill")).map(str::to_owned).collect()
}

#[test]
fn no_other_file_and_no_other_line_knows_a_resource_than_the_recipe_names() {
    let skill = &IN_WORKSPACES[4];
    let steps = steps("Add a resource that is in workspaces");
    let files = all(".rs").into_iter().map(|path| path.strip_prefix(root()).unwrap().to_owned());
    let known: BTreeSet<_> = files.filter(|file| is_code(file) && !knowing(file).is_empty()).collect();
    let named: BTreeSet<_> = steps.iter().map(|step| PathBuf::from(skill.fill(step.file))).collect();
    let unnamed: Vec<_> = known.difference(&named).collect();
    assert!(unnamed.is_empty(), "docs/recipes.md has no step for {unnamed:?}");
    assert!(known.len() > 4, "only {known:?}");
    for step in steps.into_iter().filter(|step| !step.is_new && known.contains(Path::new(step.file))) {
        let lines: Vec<_> = step.lines.iter().map(|line| skill.fill(line)).collect();
        for line in knowing(Path::new(step.file)) {
            assert!(lines.iter().any(|named| line.contains(named)), "docs/recipes.md, {}: no {line}", step.file);
        }
    }
}
