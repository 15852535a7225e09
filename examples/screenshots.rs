//! Draws the pictures of the README, the program's own screens in light and dark,
//! and those of `docs/typography.md`. `cargo run --example screenshots` writes them
//! to `assets/` and `docs/typography/`; `cargo test` fails where they are out of date.

#[path = "screenshots/compare.rs"]
mod compare;
#[path = "screenshots/faults.rs"]
mod faults;
#[path = "screenshots/plates.rs"]
mod plates;
#[path = "screenshots/scenes.rs"]
mod scenes;
#[path = "screenshots/svg.rs"]
mod svg;
#[path = "screenshots/typography.rs"]
mod typography;

use std::path::Path;

use yue::text::Lang;

fn main() -> anyhow::Result<()> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = package.join("assets");
    for scene in &scenes::SCENES {
        for (suffix, theme) in scenes::THEMES {
            let drawn = scenes::draw(scene, theme)
                .ok_or_else(|| anyhow::anyhow!("{}: a key that is none", scene.name))?;
            let file = folder.join(format!("{}-{suffix}.svg", scene.name));
            std::fs::write(file, svg::picture(&drawn, scene.title, Lang::Hans))?;
        }
    }
    let folder = package.join("docs/typography");
    let plates = typography::plates()
        .ok_or_else(|| anyhow::anyhow!("a captured line that is not in its seed"))?;
    for plate in &plates {
        let file = folder.join(format!("{}.svg", plate.name));
        let picture = svg::picture(&plates::draw(plate), plate.title, plate.lang);
        std::fs::write(file, picture)?;
    }
    Ok(())
}
