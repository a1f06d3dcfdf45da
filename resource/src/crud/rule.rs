//! Who may do what with a resource: everybody in the workspace looks, editors write.

use std::marker::PhantomData;

use entity::WorkspaceRole;
use identity::{
    policy::{Rule, StepUpNeed},
    principal::Member,
};
use kernel::error::Code;

use super::{Guard, Resource};

pub struct List<R>(PhantomData<R>);

impl<R: Resource> Rule for List<R> {
    type Who = Member;
    const NAME: &'static str = R::OPERATIONS.list;
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct Get<R>(PhantomData<R>);

impl<R: Resource> Rule for Get<R> {
    type Who = Member;
    const NAME: &'static str = R::OPERATIONS.get;
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct Create<R>(PhantomData<R>);

impl<R: Resource> Rule for Create<R> {
    type Who = <R::Change as Guard>::Who;
    const NAME: &'static str = R::OPERATIONS.create;
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
    const STEP_UP: StepUpNeed = <R::Change as Guard>::STEP_UP;
    const ERRORS: &'static [Code] = &[Code::NotFound, Code::Conflict];
}

pub struct Update<R>(PhantomData<R>);

impl<R: Resource> Rule for Update<R> {
    type Who = <R::Change as Guard>::Who;
    const NAME: &'static str = R::OPERATIONS.update;
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
    const STEP_UP: StepUpNeed = <R::Change as Guard>::STEP_UP;
    const ERRORS: &'static [Code] = if R::UNIQUE_NAME { &[Code::Conflict] } else { &[] };
}

pub struct Delete<R>(PhantomData<R>);

impl<R: Resource> Rule for Delete<R> {
    type Who = <R::Delete as Guard>::Who;
    const NAME: &'static str = R::OPERATIONS.delete;
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
    const STEP_UP: StepUpNeed = <R::Delete as Guard>::STEP_UP;
}
