"""Where the files that ship with the model lie."""

from pathlib import Path


def configs_dir() -> Path:
    """Return the folder of scenarios, tables and other data that ships with the model.

    The folder `configs` lies beside the folder of this module both in a source checkout (`model/`,
    `configs/`) and in an installed wheel (`stackcraft/model/`, `stackcraft/configs/`): one rule serves both.

    Returns:
        An existing folder, absolute, with links resolved.

    Raises:
        FileNotFoundError: The installation lacks its data.
    """
    folder = Path(__file__).resolve().parent.parent / "configs"
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is missing: the installation is incomplete, install it again")
    return folder
